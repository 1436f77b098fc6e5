package com.ingestlayer.delivery.lambda;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.delivery.InMemoryRetryScheduler;
import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.RetryPolicy;
import com.ingestlayer.delivery.WebhookRequestFactory;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.dispatch.InMemoryOversizedBodies;
import com.ingestlayer.json.Json;
import com.ingestlayer.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryHandlerTest {
    private static final String PIPELINE = """
            name: track-feature-usage
            status: active
            destinations:
              - webhook.out: { name: acme, url: "https://api.acme.com/hooks" }
              - webhook.out: { name: crm, url: "https://crm.example/in" }
            """;

    private final InMemoryRetryScheduler hider = new InMemoryRetryScheduler();

    @Test
    void onlyTheFailedMessageOfARecordedBatchStays() throws IOException {
        Destinations destinations = new Destinations(destinationsOf(PIPELINE));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:05Z"));
        Telemetry telemetry = new Telemetry(printed, "test", clock);
        DeliveryHandler handler = new DeliveryHandler(
                new Deliverer(
                        new InMemoryDeliveryRecords(),
                        new WebhookRequestFactory(
                                destinations,
                                name -> Optional.empty(),
                                new InMemoryOversizedBodies(),
                                "ingestlayer/test"),
                        request -> new Reply.Answered(
                                request.url().contains("acme") ? 200 : 500, Optional.empty(), Optional.empty()),
                        hider,
                        Deliverer.LONGEST_HIDDEN_WAIT,
                        new RetryPolicy(destinations, RetrySchedule.DEFAULT, () -> 0L),
                        new AttemptListener(telemetry),
                        Runnable::run,
                        clock,
                        () -> 0L),
                telemetry);
        try (InputStream event = DeliveryHandlerTest.class.getResourceAsStream("/sqs-event.json")) {
            SQSBatchResponse response =
                    handler.handleRequest(SqsBatchTest.JSON.readValue(event, SQSEvent.class), context("request-1"));
            assertThat(response.getBatchItemFailures())
                    .containsExactly(new BatchItemFailure("2e1424d4-f796-459a-8184-9c92662be6da"));
        }
        assertThat(hider.hidden)
                .containsExactly(Map.entry("AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq", Duration.ofMinutes(2)));
        List<JsonNode> lines = printed.toString(UTF_8).lines().map(Json::read).toList();
        assertThat(lines.get(0)).isEqualTo(Json.read("""
                {"time":"2026-01-31T10:00:05.000Z","level":"INFO","event":"delivery.attempted",
                "event_id":"evt_01KG9RZQ3M8T5VWX2YABCDEF7G","delivery_id":"dlv_4C8KX2M7NQ0RT5VW9YAB1DEF3G",
                "type":"feature.used","pipeline":"track-feature-usage","destination":"acme","attempt":1,
                "outcome":"delivered","http_status":200,"duration_ms":0,"receive_count":1,"request_id":"request-1",
                "trace_id":"1-697dd2a0-3f1c8a5e7d9b4c2a61e0f8b3"}"""));
        assertThat(lines.get(1)).isEqualTo(Json.read("""
                {"time":"2026-01-31T10:00:05.000Z","level":"INFO","event":"delivery.attempted",
                "event_id":"evt_01KG9RZQ3M8T5VWX2YABCDEF7G","delivery_id":"dlv_7J2PQ5R8ST0VW3XY6ZAB9CDE1F",
                "type":"feature.used","pipeline":"track-feature-usage","destination":"crm","attempt":1,
                "outcome":"retrying","http_status":500,"duration_ms":0,"error":"HTTP 500","next_in_s":120,
                "receive_count":2,"request_id":"request-1","trace_id":"1-697dd2a0-3f1c8a5e7d9b4c2a61e0f8b3"}"""));
        assertThat(lines.subList(2, lines.size()))
                .extracting(document -> document.path("Outcome").textValue()
                        + document.path("Attempts")
                        + document.path("EndToEndLatency"))
                .containsExactly("delivered1[4500]", "retrying1");
    }

    /** Returns a context that knows only the request's id. */
    private static Context context(String requestId) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> requestId);
    }
}
