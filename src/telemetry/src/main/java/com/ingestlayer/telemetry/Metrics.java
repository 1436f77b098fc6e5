package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the counts and measurements of one invocation, and sums them up in CloudWatch's embedded metric format
 * (CloudWatch User Guide, "Specification: Embedded metric format"). A document holds one value per dimension, so
 * there is one document for each value of a dimension, or a single document if no dimension was used. Thread-safe.
 */
public final class Metrics {
    public static final String NAMESPACE = "Ingestlayer";

    /** The largest number of values of a metric in one document, as the format prescribes. */
    static final int MAX_VALUES = 100;

    /** The units of metrics, by CloudWatch's names. */
    public enum Unit {
        COUNT("Count"),
        MILLISECONDS("Milliseconds"),
        SECONDS("Seconds");

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** A dimension beside the stack, which distinguishes one series of a metric from another. */
    public record Dimension(String name, String value) {
        public Dimension {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }
    }

    /** The name and unit of a series. */
    record Metric(String name, Unit unit) {}

    private final String stack;
    private final Map<Metric, List<Long>> ofStack = new LinkedHashMap<>();
    private final Map<Dimension, Map<Metric, List<Long>>> ofDimension = new LinkedHashMap<>();

    /** @param stack the value of the first dimension of every metric */
    Metrics(String stack) {
        this.stack = requireNonNull(stack, "stack is null");
    }

    /** Adds to a count of the stack. */
    public synchronized void count(String name, long number) {
        addUp(ofStack, name, number);
    }

    /** Adds to a count of the stack that is also broken down by a dimension. */
    public synchronized void count(String name, long number, Dimension dimension) {
        addUp(ofDimension.computeIfAbsent(dimension, first -> new LinkedHashMap<>()), name, number);
    }

    /** Adds one value to a measurement of the stack. */
    public synchronized void measure(String name, Unit unit, long value) {
        ofStack.computeIfAbsent(new Metric(name, unit), first -> new ArrayList<>())
                .add(value);
    }

    private static void addUp(Map<Metric, List<Long>> counts, String name, long number) {
        List<Long> sum = counts.computeIfAbsent(new Metric(name, Unit.COUNT), first -> new ArrayList<>(List.of(0L)));
        sum.set(0, sum.get(0) + number);
    }

    /**
     * Returns the documents, and resets all counts and measurements.
     *
     * @param timestamp milliseconds since epoch
     */
    synchronized List<MetricsDocument> take(long timestamp) {
        List<MetricsDocument> documents = new ArrayList<>();
        Map<Metric, List<Long>> plain = ofStack; // goes with the first document that has a dimension
        for (Map.Entry<Dimension, Map<Metric, List<Long>>> group : ofDimension.entrySet()) {
            write(timestamp, plain, Optional.of(group.getKey()), group.getValue(), documents);
            plain = Map.of();
        }
        write(timestamp, plain, Optional.empty(), Map.of(), documents);
        ofStack.clear();
        ofDimension.clear();
        return documents;
    }

    private void write(
            long timestamp,
            Map<Metric, List<Long>> plain,
            Optional<Dimension> dimension,
            Map<Metric, List<Long>> more,
            List<MetricsDocument> documents) {
        for (int from = 0; ; from += MAX_VALUES) {
            Map<Metric, List<Long>> plainPart = part(plain, from);
            Map<Metric, List<Long>> morePart = part(more, from);
            if (plainPart.isEmpty() && morePart.isEmpty()) {
                return;
            }
            documents.add(new MetricsDocument(timestamp, stack, plainPart, dimension, morePart));
        }
    }

    private static Map<Metric, List<Long>> part(Map<Metric, List<Long>> metrics, int from) {
        Map<Metric, List<Long>> part = new LinkedHashMap<>();
        metrics.forEach((metric, values) -> {
            if (values.size() > from) {
                part.put(metric, List.copyOf(values.subList(from, Math.min(values.size(), from + MAX_VALUES))));
            }
        });
        return part;
    }
}
