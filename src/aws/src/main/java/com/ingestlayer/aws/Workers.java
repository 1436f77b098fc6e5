package com.ingestlayer.aws;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Creates the daemon threads that wait for AWS or for receivers. Threads start when needed and end when idle for 30
 * s.
 */
public final class Workers {
    /**
     * A batch of 500 events makes 50 calls to a queue. This many run at the same time, each on its own connection.
     */
    public static final int COUNT = 16;

    private Workers() {}

    /** @param name the prefix of the threads' names, as logs show them */
    public static Executor start(String name) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(COUNT, COUNT, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }
}
