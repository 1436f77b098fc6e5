package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log lines and metrics of one invocation. Thread-safe. */
final class Telemetry {
    private static final DateTimeFormatter ISO_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final Pattern ROOT = Pattern.compile("Root=([^;]+)");

    private final String requestId;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> byValue = new LinkedHashMap<>();
    private final Map<String, List<Long>> measures = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();
    private String dimension = "";

    Telemetry(String requestId) {
        this.requestId = requestId;
    }

    static String iso(Instant at) {
        return ISO_MILLIS.format(at);
    }

    /** Returns the X-Ray header of the current invocation, which Lambda's runtime puts in this property, or null. */
    static String traceHeader() {
        return System.getProperty("com.amazonaws.xray.traceHeader");
    }

    void log(String level, String event, ObjectNode fields) {
        log(level, event, fields, traceHeader());
    }

    /** Writes one line of JSON about one occurrence. */
    void log(String level, String event, ObjectNode fields, String traceHeader) {
        ObjectNode line = Json.object();
        line.put("time", iso(Instant.now())).put("level", level).put("event", event);
        line.setAll(fields);
        line.put("request_id", requestId);
        Matcher root = ROOT.matcher(traceHeader == null ? "" : traceHeader);
        if (root.find()) {
            line.put("trace_id", root.group(1));
        }
        print(line);
    }

    void message(String level, String message) {
        log(level, "log", Json.object().put("message", message));
    }

    synchronized void count(String name, long number) {
        counts.merge(name, number, Long::sum);
    }

    /** Adds to a count by a dimension. A function has only one dimension. */
    synchronized void count(String name, String dimension, String value) {
        this.dimension = dimension;
        byValue.computeIfAbsent(value, first -> new LinkedHashMap<>()).merge(name, 1L, Long::sum);
    }

    synchronized void measure(String name, String unit, long value) {
        units.put(name, unit);
        measures.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    /**
     * Writes the metrics in CloudWatch's embedded metric format, with one document for each value of the dimension.
     */
    synchronized void end() {
        if (!counts.isEmpty()) {
            ObjectNode document = document();
            directive(document, "", counts.keySet());
            counts.forEach(document::put);
            print(document);
        }
        boolean first = true;
        for (Map.Entry<String, Map<String, Long>> group : byValue.entrySet()) {
            ObjectNode document = document();
            if (first && !measures.isEmpty()) {
                directive(document, "", measures.keySet());
            }
            directive(document, dimension, group.getValue().keySet());
            document.put(dimension, group.getKey());
            if (first) {
                measures.forEach((name, values) -> values.forEach(document.withArray(name)::add));
            }
            group.getValue().forEach(document::put);
            print(document);
            first = false;
        }
    }

    private static ObjectNode document() {
        ObjectNode document = Json.object();
        document.putObject("_aws").put("Timestamp", System.currentTimeMillis()).putArray("CloudWatchMetrics");
        document.put("Stack", System.getenv("INGESTLAYER_STACK"));
        return document;
    }

    private void directive(ObjectNode document, String dimension, Iterable<String> names) {
        ObjectNode directive = ((ArrayNode) document.get("_aws").get("CloudWatchMetrics")).addObject();
        ArrayNode dimensions = directive.put("Namespace", "Ingestlayer").putArray("Dimensions");
        dimensions.addArray().add("Stack");
        if (!dimension.isEmpty()) {
            dimensions.addArray().add("Stack").add(dimension);
        }
        ArrayNode metrics = directive.putArray("Metrics");
        names.forEach(name -> metrics.addObject().put("Name", name).put("Unit", units.getOrDefault(name, "Count")));
    }

    private static void print(ObjectNode line) {
        byte[] bytes = (Json.write(line) + "\n").getBytes(UTF_8);
        synchronized (System.out) {
            System.out.write(bytes, 0, bytes.length);
            System.out.flush();
        }
    }
}
