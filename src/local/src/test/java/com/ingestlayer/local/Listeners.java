package com.ingestlayer.local;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Where this process listens, as the kernel tells it (proc_pid_net(5)). */
public final class Listeners {
    private static final String LISTEN = "0A";

    private Listeners() {}

    /** The addresses of all its listening TCP sockets that others than this machine can reach, with their ports. */
    public static List<String> beyondLoopback() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "Linux tells it in /proc");
        Set<String> ours = sockets();
        List<String> found = new ArrayList<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.exists(Path.of(table)) ? Files.readAllLines(Path.of(table)) : List.<String>of()) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[3].equals(LISTEN) && ours.contains(columns[9])) {
                    String[] place = columns[1].split(":");
                    InetAddress address = InetAddress.getByAddress(inNetworkOrder(place[0]));
                    if (!address.isLoopbackAddress()) {
                        found.add(address.getHostAddress() + " port " + Integer.parseInt(place[1], 16));
                    }
                }
            }
        }
        return found;
    }

    /** The inodes of the sockets that this process has open. */
    private static Set<String> sockets() throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.toList()) {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                } catch (IOException closedMeanwhile) {
                    // it does not listen any more
                }
            }
        }
        return inodes;
    }

    /** The kernel writes each word of four bytes as the machine has it: the lowest byte first. */
    private static byte[] inNetworkOrder(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] ordered = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordered[i] = bytes[i / 4 * 4 + 3 - i % 4];
        }
        return ordered;
    }
}
