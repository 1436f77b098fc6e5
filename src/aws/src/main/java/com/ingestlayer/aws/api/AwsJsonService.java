package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A service behind its HTTP endpoint. What did not answer, or answered that it could not just now, is asked again, with full
 * jitter (AWS SDKs and Tools Reference Guide, "Retry behavior", standard mode). What fails in the end has the failures of the
 * attempts before as suppressed exceptions. Thread-safe.
 */
public final class AwsJsonService implements AwsService {
    private final AwsProtocol protocol;
    private final SignedPost post;
    private final Patience patience;

    /**
     * How long a call may take.
     *
     * @param attempt how long one attempt waits for an answer
     * @param whole after how long no further attempt begins, and no answer is waited for or read on
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
        List<AwsException> failures = new ArrayList<>();
        while (true) {
            AwsException failure;
            boolean passes;
            try {
                return callOnce(operation, body, deadline);
            } catch (AwsRefusedException e) {
                failure = e;
                passes = e.passes();
            } catch (AwsException e) { // there are no credentials to ask with
                failure = e;
                passes = false;
            } catch (IOException e) {
                failure = new AwsException(unanswered(operation, e), e);
                passes = true;
            }
            if (!passes || !isTimeForAnother(failures.size() + 1, deadline)) {
                failures.forEach(failure::addSuppressed);
                throw failure;
            }
            failures.add(failure);
        }
    }

    private String unanswered(String operation, IOException e) {
        return protocol.service() + " did not answer " + operation + ": " + e.getMessage();
    }

    private ObjectNode callOnce(String operation, byte[] body, long deadline) throws IOException {
        long left = Math.max(1, deadline - System.nanoTime());
        Duration timeout = Duration.ofNanos(Math.min(left, patience.attempt().toNanos()));
        Map<String, String> headers =
                Map.of("x-amz-target", protocol.targetOf(operation), "content-type", protocol.contentType());
        SignedPost.Answer answer = post.send("/", headers, body, timeout);
        byte[] bytes = read(answer.body(), deadline);
        if (answer.status() == 200) {
            return Json.read(bytes) instanceof ObjectNode object ? object : Json.object();
        }
        throw Refusals.of(protocol.service(), operation, answer, bytes);
    }

    private static byte[] read(InputStream body, long deadline) throws IOException {
        try (body) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] part = new byte[2048];
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                whole.write(part, 0, read);
                if (System.nanoTime() - deadline > 0) {
                    throw new SocketTimeoutException("the answer did not end in time");
                }
            }
            return whole.toByteArray();
        }
    }

    /** Waits before the next attempt; false where there is no time for one, or there have been enough of them. */
    private boolean isTimeForAnother(int attempts, long deadline) {
        long bound = patience.firstWait().toMillis() << (attempts - 1);
        long wait = ThreadLocalRandom.current().nextLong(bound + 1);
        if (attempts >= patience.attempts() || deadline - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(wait)) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
