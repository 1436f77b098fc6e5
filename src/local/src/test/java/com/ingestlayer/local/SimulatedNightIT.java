package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.chaos.Plan;
import com.ingestlayer.local.chaos.Report;
import com.ingestlayer.local.chaos.SimulatedNight;
import org.junit.jupiter.api.Test;

/** A short simulated night; {@code ./mvnw -Pfaults} has long ones. */
class SimulatedNightIT {
    static {
        // Before the first server is made, else each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Of {@code -Dnight.events=}, for a longer one. */
    private static final int EVENTS = Integer.getInteger("night.events", 400);

    @Test
    void losesNothingAndRecordsNothingUntrue() throws Exception {
        try (SimulatedNight night = new SimulatedNight(new Plan(EVENTS, 40, 7, 8), TestStack.ROOT)) {
            Report report = night.pass();
            System.out.println(report.text());
            assertThat(report.complaints()).isEmpty();
            assertThat(report.kills()).isGreaterThanOrEqualTo(8);
            assertThat(report.faults()).isGreaterThanOrEqualTo(200);
        }
    }
}
