package com.ingestlayer.ingress;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.event.EventId;
import com.ingestlayer.ingest.IngestOutcome;
import com.ingestlayer.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoggingIngestListenerTest {
    private static final EventId ID = new EventId("evt_" + "0".repeat(26));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Telemetry telemetry =
            new Telemetry(out, "shop", new MutableClock(Instant.parse("2026-01-31T10:00:00Z")));
    private final LoggingIngestListener journal = new LoggingIngestListener(telemetry);

    /** Returns the lines so far, followed by the metrics. */
    private List<ObjectNode> told() {
        telemetry.end();
        return out.toString(UTF_8).lines().map(line -> json(line)).toList();
    }

    @Test
    void aDuplicateWithAnotherPayloadIsLoggedAndCounted() {
        journal.taken(new IngestOutcome(ID, "a.b", "sdk.event", true, true, 0, List.of()));
        List<ObjectNode> told = told();
        assertThat(told.get(0).path("duplicate").booleanValue()).isTrue();
        assertThat(told.get(0).path("payload_differs").booleanValue()).isTrue();
        assertThat(told.get(1).path("EventsDuplicate").intValue()).isEqualTo(1);
        assertThat(told.get(1).path("EventsPayloadDiffers").intValue()).isEqualTo(1);
    }

    @Test
    void otherEventsSayNothingAboutTheirPayload() {
        journal.taken(IngestOutcome.fresh(ID, "a.b", "sdk.event", 1, List.of()));
        journal.taken(new IngestOutcome(ID, "a.b", "sdk.event", true, false, 0, List.of()));
        List<ObjectNode> told = told();
        assertThat(told.get(0).has("payload_differs")).isFalse();
        assertThat(told.get(1).has("payload_differs")).isFalse();
        assertThat(told.get(2).path("EventsPayloadDiffers").intValue()).isZero();
    }
}
