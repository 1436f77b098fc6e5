package com.ingestlayer;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Measures what something costs this thread, which does not depend on what else the machine does. */
public final class CpuTime {
    private CpuTime() {}

    /** The least of some tries; none more once one took less than enough, because the first run code that is not compiled yet. */
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
