package com.ingestlayer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FunctionProcessTest {
    @Test
    void theCpuTimeOfThreadsGrowsWithTheirWork() throws Exception {
        FunctionProcess self = new FunctionProcess(ProcessHandle.current());
        Duration before = self.cpuOfThreads();
        long begun = System.nanoTime();
        long sum = 0;
        while (System.nanoTime() - begun < 50_000_000) {
            sum += System.nanoTime() % 7;
        }
        assertThat(sum).isPositive();
        assertThat(self.cpuOfThreads()).isGreaterThan(before);
    }
}
