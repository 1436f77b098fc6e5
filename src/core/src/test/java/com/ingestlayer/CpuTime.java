package com.ingestlayer;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Measures the CPU time of a task in this thread, which does not depend on the load of the machine. */
public final class CpuTime {
    private CpuTime() {}

    /**
     * Returns the shortest of several runs, and stops as soon as one took less than {@code enough}: the first runs
     * execute code that is not compiled yet.
     */
    public static Duration least(int tries, Duration enough, Runnable task) {
        Duration least = of(task);
        for (int i = 1; i < tries && least.compareTo(enough) >= 0; i++) {
            Duration next = of(task);
            least = next.compareTo(least) < 0 ? next : least;
        }
        return least;
    }

    public static Duration of(Runnable task) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        task.run();
        return Duration.ofNanos(threads.getCurrentThreadCpuTime() - before);
    }
}
