package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A service behind its HTTP endpoint. What did not answer, or answered that it could not just now, is asked again, with full
 * jitter (AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode). Thread-safe.
 */
public final class AwsJsonService implements AwsService {
    /** Codes of refusals that pass by themselves; those with a status of 5xx or 429 do anyway. */
    private static final Set<String> PASSING = Set.of(
            "ThrottlingException",
            "Throttling",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "LimitExceededException",
            "TransactionInProgressException",
            "RequestTimeout",
            "RequestTimeoutException");

    private final AwsProtocol protocol;
    private final SignedPost post;
    private final Patience patience;

    /**
     * How long a call may take.
     *
     * @param attempt how long one attempt waits for an answer
     * @param whole after how long no further attempt begins, and the last one ends
     * @param attempts in all
     * @param firstWait the bound on the wait before the second attempt; it doubles for each one after that
     */
    public record Patience(Duration attempt, Duration whole, int attempts, Duration firstWait) {
        /** Far longer than DynamoDB and SQS take. */
        public static final Duration OF_AN_ATTEMPT = Duration.ofSeconds(3);

        /** API Gateway waits 30 s for everything together, and the delivery function has as long. */
        public static Patience ofFunctions(Duration attempt) {
            return new Patience(attempt, Duration.ofSeconds(8), 3, Duration.ofMillis(100));
        }

        public Patience {
            requireNonNull(attempt, "attempt is null");
            requireNonNull(whole, "whole is null");
            requireNonNull(firstWait, "firstWait is null");
        }
    }

    public AwsJsonService(AwsProtocol protocol, SignedPost post, Patience patience) {
        this.protocol = requireNonNull(protocol, "protocol is null");
        this.post = requireNonNull(post, "post is null");
        this.patience = requireNonNull(patience, "patience is null");
    }

    @Override
    public ObjectNode call(String operation, ObjectNode request) {
        byte[] body = Json.bytes(request);
        long deadline = System.nanoTime() + patience.whole().toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                return callOnce(operation, body, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (AwsException e) {
                Duration wait = waitAfter(attempt);
                boolean inTime = deadline - System.nanoTime() > wait.toNanos();
                if (attempt >= patience.attempts() || !passes(e) || !inTime) {
                    throw e;
                }
                sleep(wait, e);
            }
        }
    }

    private ObjectNode callOnce(String operation, byte[] body, Duration left) {
        Duration timeout = left.compareTo(patience.attempt()) < 0 ? left : patience.attempt();
        Map<String, String> headers =
                Map.of("x-amz-target", protocol.targetOf(operation), "content-type", protocol.contentType());
        try {
            SignedPost.Answer answer = post.send("/", headers, body, timeout);
            byte[] bytes;
            try (InputStream in = answer.body()) {
                bytes = in.readAllBytes();
            }
            if (answer.status() == 200) {
                return Json.read(bytes) instanceof ObjectNode object ? object : Json.object();
            }
            throw refused(operation, answer, bytes);
        } catch (IOException e) {
            throw new AwsException(protocol.service() + " did not answer " + operation + ": " + e.getMessage(), e);
        }
    }

    private AwsRefusedException refused(String operation, SignedPost.Answer answer, byte[] bytes) {
        ObjectNode body;
        try {
            body = StrictJson.parse(bytes) instanceof ObjectNode object ? object : Json.object();
        } catch (MalformedJsonException e) {
            body = Json.object(); // a proxy's page, or nothing at all
        }
        String type = Optional.ofNullable(body.path("__type").textValue())
                .or(answer::errorType)
                .orElse("");
        String message = body.path("message").asText(body.path("Message").asText());
        return new AwsRefusedException(protocol.service(), operation, answer.status(), nameOf(type), message, body);
    }

    /** Without the name space before it and the address after it (Smithy, "Operation error serialization"). */
    private static String nameOf(String type) {
        int end = type.indexOf(':');
        String name = end < 0 ? type : type.substring(0, end);
        return name.substring(name.indexOf('#') + 1);
    }

    private static boolean passes(AwsException e) {
        return !(e instanceof AwsRefusedException refused)
                || refused.status() >= 500
                || refused.status() == 429
                || PASSING.contains(refused.code());
    }

    private Duration waitAfter(int attempt) {
        long bound = patience.firstWait().toMillis() << (attempt - 1);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }

    private static void sleep(Duration wait, AwsException failure) {
        try {
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }
}
