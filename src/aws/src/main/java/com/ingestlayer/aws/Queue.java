package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Calls of SQS about one queue. Whatever fails is thrown as {@link UnavailableException}. Thread-safe. */
final class Queue {
    /** Entries of a batch call. */
    static final int ENTRIES_PER_CALL = 10;

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
            throw new UnavailableException(what, e);
        }
    }

    /**
     * Makes one batch call, and makes it again for the entries that it did not take.
     *
     * @param entries at most {@link #ENTRIES_PER_CALL}, each with an {@code Id} of its own
     * @throws UnavailableException when some were not taken in {@link Backoff#TRIES} tries
     */
    List<ObjectNode> callBatch(String operation, List<ObjectNode> entries) {
        List<ObjectNode> left = entries;
        for (int tries = 1; ; tries++) {
            ObjectNode request = request();
            request.putArray("Entries").addAll(left);
            Set<String> failed = new HashSet<>();
            call(operation, request)
                    .path("Failed")
                    .forEach(entry -> failed.add(entry.path("Id").asText()));
            if (failed.isEmpty()) {
                return entries;
            }
            left = left.stream()
                    .filter(entry -> failed.contains(entry.path("Id").asText()))
                    .toList();
            if (tries == Backoff.TRIES) {
                throw new UnavailableException(what);
            }
            Backoff.await(tries, what);
        }
    }
}
