package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.bench.peer.DeliveryRecords.Attempts;
import com.ingestlayer.bench.peer.DeliveryRecords.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Handles a batch of the deliveries queue. A message's failure never affects another message. */
public final class DeliveryFunction implements RequestStreamHandler {
    private static final long[] WAITS_SECONDS = {30, 120, 600, 3600};
    private static final long LONGEST_WAIT_SECONDS = 12 * 60 * 60 - 60; // SQS hides a message for at most 12 h
    private static final int MAX_RECEIVES = 5;
    private static final Duration SECRET_REMEMBERED = Duration.ofMinutes(5);
    private static final Pattern ROOT = Pattern.compile("Root=1-([0-9a-f]{8})-([0-9a-f]{24})");
    private static final Pattern PARENT = Pattern.compile("Parent=([0-9a-f]{16})");
    private static final String QUEUE = System.getenv("INGESTLAYER_DELIVERIES_QUEUE_URL");
    private static final String SECRET_NAME = System.getenv("INGESTLAYER_SECRETS_PATH") + "acme-webhook";

    private final SsmClient ssm = Aws.client(SsmClient.builder());
    private String secret;
    private Instant secretSince = Instant.MIN;

    /** A received message. Its {@code message} is null when the text is not a delivery. */
    private record Task(String id, String receiptHandle, int receiveCount, String trace, JsonNode message) {}

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        Telemetry telemetry = new Telemetry(context.getAwsRequestId());
        try {
            List<Task> tasks = new ArrayList<>();
            Json.MAPPER.readTree(event).path("Records").forEach(record -> tasks.add(read(record, telemetry)));
            List<Boolean> done = deliverAll(tasks, telemetry);
            ObjectNode answer = Json.object();
            ArrayNode failures = answer.putArray("batchItemFailures");
            for (int i = 0; i < tasks.size(); i++) {
                if (!done.get(i)) {
                    failures.addObject().put("itemIdentifier", tasks.get(i).id());
                }
            }
            response.write(Json.write(answer).getBytes(UTF_8));
        } finally {
            telemetry.end();
        }
    }

    private static Task read(JsonNode record, Telemetry telemetry) {
        String id = record.path("messageId").asText();
        JsonNode message = null;
        try {
            JsonNode json = Json.MAPPER.readTree(record.path("body").asText());
            message = json.path("v").asInt() == 2 && json.path("body").isTextual() ? json : null;
        } catch (JsonProcessingException e) {
            // reported below
        }
        if (message == null) {
            telemetry.message("ERROR", "message " + id + " is not a delivery and goes to the dead-letter queue");
        }
        return new Task(
                id,
                record.path("receiptHandle").asText(),
                record.path("attributes").path("ApproximateReceiveCount").asInt(1),
                record.path("attributes").path("AWSTraceHeader").asText(),
                message);
    }

    private List<Boolean> deliverAll(List<Task> tasks, Telemetry telemetry) {
        List<JsonNode> messages =
                tasks.stream().map(Task::message).filter(Objects::nonNull).toList();
        Map<String, Attempts> records;
        try {
            records = DeliveryRecords.find(messages);
        } catch (RuntimeException e) {
            telemetry.message("WARN", "no delivery was tried: " + e.getMessage());
            return Aws.sideBySide(tasks, task -> keep(task, untriedWait(task), telemetry));
        }
        return Aws.sideBySide(
                tasks,
                task -> task.message() == null
                        ? keep(task, 0, telemetry)
                        : deliver(task, records.get(DeliveryRecords.nameOf(task.message())), telemetry));
    }

    /** Returns whether the message may leave the queue. */
    private boolean deliver(Task task, Attempts before, Telemetry telemetry) {
        String id = task.message().path("delivery_id").asText();
        try {
            if (before == null) {
                return attempt(task, 1, telemetry);
            }
            if (!before.delivered()) {
                return attempt(task, before.count() + 1, telemetry);
            }
            telemetry.message("INFO", "delivery " + id + " was delivered before");
            return true;
        } catch (RuntimeException e) {
            telemetry.message("WARN", "delivery " + id + " waits: " + e.getMessage());
            return keep(task, untriedWait(task), telemetry);
        }
    }

    private boolean attempt(Task task, int number, Telemetry telemetry) {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long begun = System.nanoTime();
        Webhook.Reply reply = send(task, number, start);
        long took = (System.nanoTime() - begun) / 1_000_000;
        Instant end = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        boolean last = task.receiveCount() >= MAX_RECEIVES;
        long wait = reply.isSuccess() || last ? 0 : waitAfter(task.receiveCount(), reply.retryAfterSeconds());
        String status = reply.isSuccess() ? "delivered" : last ? "dead" : "retrying";
        Instant next = status.equals("retrying") ? end.plusSeconds(wait) : null;
        tell(task, number, reply, took, status, wait, end, telemetry);
        DeliveryRecords.append(task.message(), number, new Outcome(start, took, reply, status, next));
        return reply.isSuccess() || keep(task, wait, telemetry);
    }

    private Webhook.Reply send(Task task, int number, Instant at) {
        JsonNode message = task.message();
        byte[] body = message.get("body").textValue().getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "ingestlayer/0.1.0");
        headers.put("X-Ingestlayer-Event-Id", message.get("event_id").textValue());
        headers.put("X-Ingestlayer-Delivery-Id", message.get("delivery_id").textValue());
        headers.put("X-Ingestlayer-Attempt", Integer.toString(number));
        headers.put("X-Ingestlayer-Signature", Webhook.sign(secret(), body, at));
        addTrace(task.trace(), headers);
        return Webhook.post(Target.URL, headers, body);
    }

    private synchronized String secret() {
        if (secretSince.isBefore(Instant.now().minus(SECRET_REMEMBERED))) {
            secret = ssm.getParameters(get -> get.names(SECRET_NAME).withDecryption(true))
                    .parameters()
                    .get(0)
                    .value();
            secretSince = Instant.now();
        }
        return secret;
    }

    /** Converts X-Ray's header to W3C's, whose trace id has the same 32 digits. */
    private static void addTrace(String header, Map<String, String> headers) {
        Matcher root = ROOT.matcher(header);
        Matcher parent = PARENT.matcher(header);
        if (root.find()) {
            String span = parent.find()
                    ? parent.group(1)
                    : String.format("%016x", ThreadLocalRandom.current().nextLong());
            String sampled = header.contains("Sampled=1") ? "01" : "00";
            headers.put("traceparent", "00-" + root.group(1) + root.group(2) + "-" + span + "-" + sampled);
        }
    }

    private static long untriedWait(Task task) {
        return task.message() == null || task.receiveCount() >= MAX_RECEIVES ? 0 : waitAfter(task.receiveCount(), 0);
    }

    private static long waitAfter(int receiveCount, long retryAfterSeconds) {
        long least = Math.min(Math.max(WAITS_SECONDS[receiveCount - 1], retryAfterSeconds), LONGEST_WAIT_SECONDS);
        long longest = Math.min(least + least / 10, LONGEST_WAIT_SECONDS);
        return ThreadLocalRandom.current().nextLong(least, longest + 1);
    }

    private static void tell(
            Task task,
            int number,
            Webhook.Reply reply,
            long took,
            String status,
            long wait,
            Instant end,
            Telemetry telemetry) {
        JsonNode message = task.message();
        ObjectNode line = Json.object();
        line.set("event_id", message.get("event_id"));
        line.set("delivery_id", message.get("delivery_id"));
        line.set("type", message.get("event_type"));
        line.set("pipeline", message.get("pipeline"));
        line.set("destination", message.get("destination"));
        line.put("attempt", number).put("outcome", status);
        if (reply.status() != 0) {
            line.put("http_status", reply.status());
        }
        line.put("duration_ms", took);
        if (!reply.isSuccess()) {
            line.put("error", reply.error());
        }
        if (status.equals("retrying")) {
            line.put("next_in_s", wait);
        }
        line.put("receive_count", task.receiveCount());
        telemetry.log(status.equals("dead") ? "WARN" : "INFO", "delivery.attempted", line, task.trace());
        telemetry.count("Attempts", "Outcome", status);
        Duration age = Duration.between(Instant.parse(message.get("enqueued_at").textValue()), end);
        if (status.equals("delivered")) {
            telemetry.measure("EndToEndLatency", "Milliseconds", Math.max(0, age.toMillis()));
        } else if (status.equals("dead")) {
            telemetry.measure("AgeAtDeadLetter", "Seconds", Math.max(0, age.toSeconds()));
        }
    }

    /** Hides the message, which stays in the queue. */
    private static boolean keep(Task task, long seconds, Telemetry telemetry) {
        try {
            Aws.SQS.changeMessageVisibility(change ->
                    change.queueUrl(QUEUE).receiptHandle(task.receiptHandle()).visibilityTimeout((int) seconds));
        } catch (RuntimeException e) {
            telemetry.message("WARN", "message " + task.id() + " could not be hidden: " + e.getMessage());
        }
        return false;
    }
}
