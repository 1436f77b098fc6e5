package com.ingestlayer.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds ports to listen on. Thread-safe. */
final class FreePorts {
    /**
     * The range lies below the ports of outgoing connections (on Linux, from 32768), which could take a port between this check
     * and its use.
     */
    private static final int FIRST = 20_000;

    private static final int COUNT = 10_000;

    /** Counts up, so that two stacks that start at the same time do not find the same port. */
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePorts() {}

    /**
     * Returns the port that was asked for, or any free port for 0.
     *
     * @param name the name of the setting, such as {@code HTTP}
     * @throws InvalidSettingsException when the port is taken
     */
    static int find(int asked, String name) throws InvalidSettingsException {
        if (asked != 0) {
            if (isFree(asked)) {
                return asked;
            }
            throw new InvalidSettingsException("port " + asked
                    + " is taken: stop what uses it, or set INGESTLAYER_LOCAL_PORT_" + name + " to another one");
        }
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new InvalidSettingsException("no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
