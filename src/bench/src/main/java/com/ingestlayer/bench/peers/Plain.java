package com.ingestlayer.bench.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Converts requests to text without what differs from run to run: times since the comparison began, durations of
 * calls, jitter, and signatures that depend on the time. The fields of a protocol's object have no order, so they are
 * sorted. JSON within a text is what a receiver or an operator gets, and is kept as it is.
 *
 * @param since the time at which the comparison began
 */
record Plain(Instant since) {
    private static final Pattern ISO_8601 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z");
    private static final Pattern SIGNATURE = Pattern.compile("t=\\d{10},v1=[0-9a-f]{64}");
    private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");

    /** Headers that belong to the connection or the client, and not to the message. */
    private static final Set<String> NOT_COMPARED = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "date",
            "host",
            "http2-settings",
            "keep-alive",
            "transfer-encoding",
            "upgrade");

    /** Far longer than events are kept: a later value is a number and not a time. */
    private static final Duration LONGEST = Duration.ofDays(1000);

    /** The waits that jitter is added to, in seconds. */
    private static final int[] WAITS = {3600, 600, 120, 30, 0};

    String headers(Map<String, String> headers) {
        Map<String, String> compared = new TreeMap<>();
        headers.forEach((name, value) -> compared.put(name.toLowerCase(Locale.ROOT), masked(value)));
        compared.keySet().removeAll(NOT_COMPARED);
        return compared.isEmpty() ? "" : " " + compared;
    }

    String text(JsonNode json) {
        return text("", json);
    }

    private String text(String name, JsonNode json) {
        if (name.equals("duration_ms")) {
            return "<duration>";
        }
        if (name.equals("VisibilityTimeout")) {
            return wait(json.asInt());
        }
        if (json.isObject()) {
            Map<String, JsonNode> sorted = new TreeMap<>();
            json.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
            return sorted.entrySet().stream()
                    .filter(field -> !isEmptyOption(field.getKey(), field.getValue()))
                    .map(field -> TextNode.valueOf(field.getKey()) + ":" + text(field.getKey(), field.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (json.isArray()) {
            var items = StreamSupport.stream(json.spliterator(), false).map(this::text);
            boolean hasOrder = !name.equals("batchItemFailures");
            return (hasOrder ? items : items.sorted()).collect(Collectors.joining(",", "[", "]"));
        }
        return json.isTextual() ? TextNode.valueOf(masked(json.textValue())).toString() : json.toString();
    }

    /** An empty option and a missing one mean the same to SQS. */
    private static boolean isEmptyOption(String name, JsonNode value) {
        return name.equals("MessageSystemAttributes") && value.isEmpty();
    }

    private String masked(String text) {
        String unsigned = SIGNATURE.matcher(text).replaceAll("t=<moment>,v1=<signature>");
        if (EPOCH.matcher(unsigned).matches()) {
            long number = Long.parseLong(unsigned);
            Instant at = unsigned.length() == 10 ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
            return moment(at, unsigned);
        }
        return ISO_8601.matcher(unsigned).replaceAll(found -> iso(found.group()));
    }

    private String iso(String text) {
        try {
            return moment(Instant.parse(text), text);
        } catch (DateTimeParseException e) {
            return text; // such as the 30th of February
        }
    }

    /** Keeps a time before the comparison as it is, because it came with the event. */
    private String moment(Instant at, String text) {
        Duration after = Duration.between(since, at.plusSeconds(1)); // some times are truncated to whole seconds
        return after.isNegative() || after.compareTo(LONGEST) > 0 ? text : "<" + after.toHours() + " h later>";
    }

    private static String wait(int seconds) {
        for (int least : WAITS) {
            if (seconds >= least) {
                return "<" + least + " s or more>";
            }
        }
        throw new IllegalArgumentException("a wait below zero: " + seconds);
    }
}
