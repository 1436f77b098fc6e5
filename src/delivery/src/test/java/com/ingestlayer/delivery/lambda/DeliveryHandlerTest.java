package com.ingestlayer.delivery.lambda;

import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.delivery.InMemoryOversizedBodies;
import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.RequestMaker;
import com.ingestlayer.delivery.RetryCurve;
import com.ingestlayer.pipeline.RetrySchedule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class DeliveryHandlerTest {
    private static final String PIPELINE = """
            name: track-feature-usage
            status: active
            destinations:
              - webhook.out: { name: acme, url: "https://api.acme.com/hooks" }
              - webhook.out: { name: crm, url: "https://crm.example/in" }
            """;

    private final Map<String, Duration> hidden = new ConcurrentHashMap<>();

    @Test
    void ofARecordedBatchOnlyTheMessageThatFailedStays() throws IOException {
        Destinations destinations = new Destinations(List.of(pipeline(PIPELINE)));
        DeliveryHandler handler = new DeliveryHandler(new Deliverer(
                new InMemoryDeliveryRecords(),
                new RequestMaker(
                        destinations, name -> Optional.empty(), new InMemoryOversizedBodies(), "ingestlayer/test"),
                request -> new Reply.Answered(
                        request.url().contains("acme") ? 200 : 500, Optional.empty(), Optional.empty()),
                hidden::put,
                new RetryCurve(destinations, RetrySchedule.DEFAULT, () -> 0L),
                Runnable::run,
                new MutableClock(Instant.parse("2026-01-31T10:00:05Z"))));
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try (InputStream event = DeliveryHandlerTest.class.getResourceAsStream("/sqs-event.json")) {
            handler.handleRequest(event, response, null);
        }
        assertThat(response.toString(UTF_8))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2e1424d4-f796-459a-8184-9c92662be6da\"}]}");
        assertThat(hidden).containsExactly(Map.entry("AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq", Duration.ofMinutes(10)));
    }
}
