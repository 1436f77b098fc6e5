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
 * Reads the query parameters of a call. The path of a mistake is the parameter's name, and {@link #refuseIfWrong}
 * reports all mistakes together. Not thread-safe.
 */
final class QueryParameters {
    static final int MAX_LIMIT = 100;

    private static final int DEFAULT_LIMIT = 50;

    private final Map<String, String> sent;
    private final Violations violations = new Violations(INVALID_REQUEST, "The query was not understood");

    /** @param known the parameters that the call accepts */
    QueryParameters(HttpRequest request, List<String> known) {
        this.sent = request.query();
        sent.keySet().forEach(name -> {
            if (!known.contains(name)) {
                wrong(name, "unknown parameter" + Names.instead(name, known));
            }
        });
    }

    /**
     * Returns a required parameter.
     *
     * @param whatIsWrong returns what is wrong with a value, or empty if it is valid
     * @return the value, or an empty string when it is missing
     */
    String required(String name, Function<String, Optional<String>> whatIsWrong) {
        Optional<String> value = Optional.ofNullable(sent.get(name));
        value.map(whatIsWrong)
                .orElse(Optional.of("required parameter is missing"))
                .ifPresent(message -> wrong(name, message));
        return value.orElse("");
    }

    /** Returns a time in ISO 8601 with an offset, from 1970 to 9999. */
    Optional<Instant> time(String name) {
        return read(
                name,
                text -> Times.parse(text).filter(Times::isInRange),
                "expected " + Times.EXPECTED + " (in a query, + is written %2B)");
    }

    /** Returns a parameter that is {@code true} or {@code false}; false when it is absent. */
    boolean flag(String name) {
        return read(
                        name,
                        text -> Optional.of(text)
                                .filter(List.of("true", "false")::contains)
                                .map(Boolean::valueOf),
                        "expected true or false")
                .orElse(false);
    }

    /** Returns the number of items requested: 1 to {@link #MAX_LIMIT}. */
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
     * Returns the position that the page follows.
     *
     * @param position converts the cursor's text to a position; returns empty if the text is not valid
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
