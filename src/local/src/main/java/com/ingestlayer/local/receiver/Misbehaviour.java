package com.ingestlayer.local.receiver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a query asks of the receiver: {@code ?status=500&times=2}, {@code ?delay=15s}, {@code ?retry_after=30},
 * {@code ?close=1}.
 *
 * @param status what to answer with
 * @param times how often to misbehave for each delivery before behaving
 * @param delaySeconds how long to wait before the answer
 * @param close whether to break the connection in the middle of the answer
 */
record Misbehaviour(int status, int times, int delaySeconds, Optional<Integer> retryAfterSeconds, boolean close) {
    static final Misbehaviour NONE = new Misbehaviour(200, 0, 0, Optional.empty(), false);

    /** @throws IllegalArgumentException with the parameter that is wrong */
    static Misbehaviour of(URI uri) {
        Map<String, String> query = new HashMap<>();
        for (String pair : Optional.ofNullable(uri.getRawQuery()).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        Optional<Integer> retryAfter = number(query, "retry_after");
        int status = number(query, "status").orElse(retryAfter.isPresent() ? 429 : 200);
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status: expected 200 to 599");
        }
        return new Misbehaviour(
                status,
                number(query, "times").orElse(Integer.MAX_VALUE),
                number(query, "delay").orElse(0),
                retryAfter,
                query.containsKey("close"));
    }

    private static Optional<Integer> number(Map<String, String> query, String name) {
        return Optional.ofNullable(query.get(name)).map(text -> {
            String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
            if (!digits.matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException(name + ": expected a number, with or without s for seconds");
            }
            return Integer.valueOf(digits);
        });
    }
}
