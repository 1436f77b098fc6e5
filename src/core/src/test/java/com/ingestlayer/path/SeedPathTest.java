package com.ingestlayer.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SeedPathTest {
    private static final int WARM_UP = 2_000;
    private static final int MEASURED = 2_000;

    /** Counts allocations, because the result is the same on every machine; the benchmark measures the time. */
    @Test
    void anEventAllocatesLessThanSixteenKibibytesInCore() throws Exception {
        SeedPath path = new SeedPath(Path.of("../../infra/config"));
        assertThat(path.whole()).isGreaterThan(500);
        for (int i = 0; i < WARM_UP; i++) {
            path.whole();
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < MEASURED; i++) {
            path.whole();
        }
        long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / MEASURED;
        System.out.println("bytes an event: " + bytes);
        assertThat(bytes).isLessThan(16 * 1024);
    }
}
