package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is counted and measured during one invocation, summed up, in CloudWatch's embedded metric format (CloudWatch User
 * Guide, "Specification: Embedded metric format"). A document has one value for each dimension: so there is one for each
 * value of a dimension that was met, and one in all where there was none. Thread-safe.
 */
public final class Metrics {
    public static final String NAMESPACE = "Ingestlayer";

    /** Values of a metric in one document; the format's bound. */
    static final int MAX_VALUES = 100;

    /** CloudWatch's names of units. */
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

    /** What tells one series of a metric from another, beside the stack. */
    public record Dimension(String name, String value) {
        public Dimension {
            requireNonNull(name, "name is null");
            requireNonNull(value, "value is null");
        }
    }

    /** What a series of values is called. */
    record Metric(String name, Unit unit) {}

    private final String stack;
    private final Map<Metric, List<Long>> ofStack = new LinkedHashMap<>();
    private final Map<Dimension, Map<Metric, List<Long>>> ofDimension = new LinkedHashMap<>();

    /** @param stack the first dimension of every metric */
    Metrics(String stack) {
        this.stack = requireNonNull(stack, "stack is null");
    }

    /** Adds to a count of the stack. */
    public synchronized void count(String name, long number) {
        addUp(ofStack, name, number);
    }

    /** Adds to a count of the stack, which is counted by the dimension too. */
    public synchronized void count(String name, long number, Dimension dimension) {
        addUp(ofDimension.computeIfAbsent(dimension, first -> new LinkedHashMap<>()), name, number);
    }

    /** One value more of a measure of the stack. */
    public synchronized void measure(String name, Unit unit, long value) {
        ofStack.computeIfAbsent(new Metric(name, unit), first -> new ArrayList<>())
                .add(value);
    }

    private static void addUp(Map<Metric, List<Long>> counts, String name, long number) {
        List<Long> sum = counts.computeIfAbsent(new Metric(name, Unit.COUNT), first -> new ArrayList<>(List.of(0L)));
        sum.set(0, sum.get(0) + number);
    }

    /**
     * The documents; what was counted is then forgotten.
     *
     * @param timestamp milliseconds since the epoch
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
