package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.api.ErrorCodes;
import com.ingestlayer.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Calls of SQS about one queue. Whatever fails is thrown as {@link CallFailures} say. Thread-safe. */
final class Queue {
    /** Entries of a batch call. */
    static final int ENTRIES_PER_CALL = 10;

    private static final int BAD_REQUEST = 400;

    private final AwsService sqs;
    private final String url;
    private final String what;

    /** @param what the queue in words an operator knows, such as {@code the deliveries queue} */
    Queue(AwsService sqs, String url, String what) {
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.url = requireNonNull(url, "url is null");
        this.what = requireNonNull(what, "what is null");
    }

    /** The beginning of a request about this queue. */
    ObjectNode request() {
        return Json.object().put("QueueUrl", url);
    }

    /** Makes one call. */
    ObjectNode call(String operation, ObjectNode request) {
        try {
            return sqs.call(operation, request);
        } catch (AwsException e) {
            throw CallFailures.of(what, e);
        }
    }

    /**
     * Makes one batch call, and makes it again for the entries that it did not take. One that SQS calls the sender's fault would
     * not be taken by the next call either (Amazon SQS API Reference, "BatchResultErrorEntry").
     *
     * @param entries at most {@link #ENTRIES_PER_CALL}, each with an {@code Id} of its own
     * @throws ServiceRefusalException when SQS calls one of them the sender's fault
     * @throws com.ingestlayer.UnavailableException when some were not taken in {@link Backoff#TRIES} tries
     */
    List<ObjectNode> callBatch(String operation, List<ObjectNode> entries) {
        List<ObjectNode> left = entries;
        Retries retries = new Retries(what);
        while (true) {
            ObjectNode request = request();
            request.putArray("Entries").addAll(left);
            Set<String> failed = new HashSet<>();
            Set<String> codes = new TreeSet<>();
            for (JsonNode entry : retries.call(() -> call(operation, request)).path("Failed")) {
                String code = entry.path("Code").asText();
                // A sender that is too fast is at fault as well, but waiting mends that.
                if (entry.path("SenderFault").asBoolean() && !ErrorCodes.passes(BAD_REQUEST, code)) {
                    retries.call(() -> {
                        throw new ServiceRefusalException(what, "sqs", operation, code, null);
                    });
                }
                failed.add(entry.path("Id").asText());
                codes.add(code);
            }
            if (failed.isEmpty()) {
                return entries;
            }
            left = left.stream()
                    .filter(entry -> failed.contains(entry.path("Id").asText()))
                    .toList();
            retries.failed("SQS did not take " + failed.size() + " of " + entries.size() + " entries of " + operation
                    + ": " + String.join(", ", codes));
        }
    }
}
