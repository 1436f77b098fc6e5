package com.ingestlayer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The events that the functions are called with: the README's example, in the formats of API Gateway and SQS. */
final class Events {
    static final String API_KEY = "il_local_development";

    /** Enough users that a batch reads a different entity for each event, as in production. */
    private static final int USERS = 1000;

    private static final String PIPELINE = "track-feature-usage";
    private static final String DESTINATION = "acme";
    private static final Instant ENQUEUED = Instant.parse("2026-11-25T03:00:00.000Z");

    private Events() {}

    /**
     * Returns a request with the given number of events, each with its own idempotency key.
     *
     * @param number distinguishes the keys from those of other requests
     */
    static byte[] request(int number, int events) {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("events");
        for (int i = 0; i < events; i++) {
            list.add(event(number, i, "csv.export"));
        }
        return apiGateway(Json.write(body));
    }

    /** Returns a request with one event that the pipeline drops. */
    static byte[] filtered(int number) {
        return apiGateway(Json.write(event(number, 0, "login")));
    }

    /** Returns a request with one event that lacks its feature. */
    static byte[] invalid(int number) {
        ObjectNode event = event(number, 0, "csv.export");
        ((ObjectNode) event.get("payload")).remove("feature");
        return apiGateway(Json.write(event));
    }

    private static ObjectNode event(int number, int i, String feature) {
        ObjectNode event = Json.object().put("type", "feature.used");
        event.putObject("payload")
                .put("user_id", "u_" + (number * 31 + i) % USERS)
                .put("feature", feature)
                .put("count", i)
                .put("plan", "free");
        return event.put("idempotencyKey", "bench-" + number + "-" + i);
    }

    private static byte[] apiGateway(String body) {
        ObjectNode event = Json.object();
        event.put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", "/v1/ingest")
                .put("rawQueryString", "");
        event.putObject("headers")
                .put("accept", "*/*")
                .put("authorization", "Bearer " + API_KEY)
                .put("content-length", Integer.toString(body.getBytes(UTF_8).length))
                .put("content-type", "application/json")
                .put("host", "abcdefghij.execute-api.eu-central-1.amazonaws.com")
                .put("user-agent", "ingestlayer-sdk/0.1.0")
                .put("x-amzn-trace-id", "Root=1-6744a1b2-0123456789abcdef01234567")
                .put("x-forwarded-for", "203.0.113.7")
                .put("x-forwarded-port", "443")
                .put("x-forwarded-proto", "https");
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "000000000000")
                .put("apiId", "abcdefghij")
                .put("domainName", "abcdefghij.execute-api.eu-central-1.amazonaws.com")
                .put("domainPrefix", "abcdefghij");
        context.putObject("http")
                .put("method", "POST")
                .put("path", "/v1/ingest")
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "203.0.113.7")
                .put("userAgent", "ingestlayer-sdk/0.1.0");
        context.put("requestId", "bench")
                .put("routeKey", "$default")
                .put("stage", "$default")
                .put("time", "25/Nov/2026:03:00:00 +0000")
                .put("timeEpoch", 1795575600000L);
        event.put("body", body).put("isBase64Encoded", false);
        return Json.write(event).getBytes(UTF_8);
    }

    /**
     * Returns a batch of messages like those of the ingress function.
     *
     * @param number distinguishes the deliveries from those of other batches
     */
    static byte[] batch(int number, int messages, String url) {
        ObjectNode batch = Json.object();
        ArrayNode records = batch.putArray("Records");
        for (int i = 0; i < messages; i++) {
            EventId id = new EventId(String.format(Locale.ROOT, "evt_%026d", number * 1000L + i));
            DeliveryMessage message = new DeliveryMessage(
                    Ids.delivery(id, PIPELINE, DESTINATION),
                    new DeliveryKey(id, PIPELINE, DESTINATION),
                    "feature.used",
                    DeliveryTarget.ofUrl(url),
                    Optional.of(Json.write(body(id))),
                    ENQUEUED);
            ObjectNode record = records.addObject();
            record.put("messageId", "message-" + number + "-" + i)
                    .put("receiptHandle", "receipt-" + number + "-" + i)
                    .put("body", DeliveryMessageCodec.encode(message));
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", "1795575600000")
                    .put("ApproximateFirstReceiveTimestamp", "1795575600010");
            record.putObject("messageAttributes");
            record.put("eventSource", "aws:sqs")
                    .put("eventSourceARN", "arn:aws:sqs:eu-central-1:000000000000:ingestlayer-deliveries")
                    .put("awsRegion", "eu-central-1");
        }
        return Json.write(batch).getBytes(UTF_8);
    }

    private static ObjectNode body(EventId id) {
        ObjectNode body = Json.object();
        body.put("id", id.value())
                .put("type", "feature.used")
                .put("received_at", "2026-11-25T03:00:00.000Z")
                .put("source", "sdk.event");
        body.putObject("payload")
                .put("user_id", "u_42")
                .put("feature", "csv.export")
                .put("count", 1)
                .put("plan", "free");
        body.putObject("entity")
                .putObject("user")
                .put("account", "acc_acme")
                .put("plan", "free")
                .put("owner", "ben");
        return body;
    }
}
