package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;

import com.ingestlayer.Times;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Violations;
import com.ingestlayer.yaml.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the query of a call that lists something. A mistake's path is the parameter's bare name, and all of them are told
 * at once by {@link #refuseIfWrong}. Not thread-safe.
 */
final class QueryParameters {
    static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;

    private final Map<String, String> sent;
    private final Violations violations = new Violations(INVALID_REQUEST, "The query was not understood");

    /** @param known the parameters that the call takes */
    QueryParameters(HttpRequest request, List<String> known) {
        this.sent = request.query();
        sent.keySet().forEach(name -> {
            if (!known.contains(name)) {
                wrong(name, "unknown parameter" + Names.instead(name, known));
            }
        });
    }

    /**
     * A parameter that must be there.
     *
     * @param whatIsWrong with a value
     * @return the value, or an empty text when it is missing
     */
    String required(String name, Function<String, Optional<String>> whatIsWrong) {
        Optional<String> value = Optional.ofNullable(sent.get(name));
        value.map(whatIsWrong)
                .orElse(Optional.of("required parameter is missing"))
                .ifPresent(message -> wrong(name, message));
        return value.orElse("");
    }

    /** ISO 8601 with an offset, from 1970 to 9999. */
    Optional<Instant> time(String name) {
        return read(
                name,
                text -> Times.parse(text).filter(Times::isInRange),
                "expected " + Times.EXPECTED + " (in a query, + is written %2B)");
    }

    /** {@code true} or {@code false}, which it is when it is not there. */
    boolean flag(String name) {
        return read(
                        name,
                        text -> Optional.of(text)
                                .filter(List.of("true", "false")::contains)
                                .map(Boolean::valueOf),
                        "expected true or false")
                .orElse(false);
    }

    /** How many items are asked for: 1 to {@link #MAX_LIMIT}. */
    int limit() {
        return read(
                        "limit",
                        text -> text.matches("[1-9][0-9]{0,2}")
                                ? Optional.of(Integer.valueOf(text)).filter(limit -> limit <= MAX_LIMIT)
                                : Optional.empty(),
                        "expected a number from 1 to " + MAX_LIMIT)
                .orElse(DEFAULT_LIMIT);
    }

    /**
     * Where the page starts.
     *
     * @param position what the cursor's text stands for; empty when it stands for nothing
     */
    <P> Optional<P> cursor(Function<String, Optional<P>> position) {
        return read(
                "cursor",
                text -> Cursor.decode(text).flatMap(position),
                "not a cursor; send what an answer gave, or none for the first page");
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> read, String expected) {
        Optional<String> text = Optional.ofNullable(sent.get(name));
        Optional<T> value = text.flatMap(read);
        if (text.isPresent() && value.isEmpty()) {
            wrong(name, expected);
        }
        return value;
    }

    void wrong(String name, String message) {
        violations.add(JsonPath.beside(name), message);
    }

    /** @throws RefusedException with every mistake found so far */
    void refuseIfWrong() throws RefusedException {
        violations.refuseIfAny();
    }
}
