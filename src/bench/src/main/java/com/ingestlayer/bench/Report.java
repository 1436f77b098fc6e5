package com.ingestlayer.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Formats the results as Markdown for people and as JSON for programs. */
final class Report {
    private static final Map<String, String> PARTS = Map.of(
            "parseAndValidate", "parse, validate, identify",
            "filter", "filter, an event that is dropped",
            "enrichAndRender", "filter, enrich, render",
            "sign", "sign",
            "whole", "all of it, for one event");

    private final Results results;

    Report(Results results) {
        this.results = results;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(results.machine()).append("\n");
        for (Job job : Job.values()) {
            text.append("\n");
            table(job, text);
        }
        for (Job job : Job.values()) {
            text.append("\n").append(title(job)).append(", warm, in detail\n\n");
            warmTable(job, results.warm().get(job), text);
        }
        text.append("\nCore alone, one event on one core (JMH)\n\n| part | µs | KiB allocated |\n|---|---:|---:|\n");
        results.core()
                .forEach((part, cost) -> row(
                        text,
                        PARTS.getOrDefault(part, part),
                        format("%.1f ± %.1f", cost.micros(), cost.error()),
                        format("%.1f", cost.bytes() / 1024)));
        return text.toString();
    }

    /**
     * Writes a table with a column for each candidate: the costs of a start, the sizes, and the costs of warm calls.
     */
    private void table(Job job, StringBuilder text) {
        Map<String, ColdStarts.Cost> cold = results.cold().get(job);
        Map<String, PackageSize> sizes = results.sizes().get(job);
        List<String> names = List.copyOf(cold.keySet());
        text.append(names.stream().collect(Collectors.joining(" | ", "| " + title(job) + " | ", " |\n")));
        text.append("|---|").append("---:|".repeat(names.size())).append("\n");
        ratios(text, "first answer after, ms", names, name -> cold.get(name)
                .millis()
                .median());
        ratios(text, "95 of 100 after, ms", names, name -> cold.get(name)
                .millis()
                .p95());
        ratios(text, "CPU for that, ms", names, name -> cold.get(name)
                .cpuMillis()
                .median());
        ratios(text, "resident then, MB", names, name -> cold.get(name)
                .residentMegabytes()
                .median());
        figures(text, "zip, MB", names, name -> sizes.get(name).zippedMegabytes());
        figures(text, "unpacked, MB", names, name -> sizes.get(name).unpackedMegabytes());
        Map<String, List<WarmCalls.Cost>> warm = results.warm().get(job);
        List<WarmCalls.Cost> ofNode = warm.get(Lineup.NODE);
        for (int i = 0; i < ofNode.size(); i++) {
            int size = i;
            String label = "warm CPU per " + unit(job) + ", µs, at "
                    + ofNode.get(i).size() + (job == Job.INGRESS ? " a request" : " a batch");
            ratios(text, label, names, name -> warm.get(name).get(size).cpuMicrosPerEvent());
        }
    }

    /** Writes a row of figures, each with its ratio to the figure of the Node.js peer. */
    private static void ratios(
            StringBuilder text, String label, List<String> names, ToDoubleFunction<String> figureOf) {
        double node = figureOf.applyAsDouble(Lineup.NODE);
        cells(text, label, names, name -> {
            double figure = figureOf.applyAsDouble(name);
            return name.equals(Lineup.NODE) ? format("%.0f", figure) : format("%.0f (%.2f ×)", figure, figure / node);
        });
    }

    private static void figures(
            StringBuilder text, String label, List<String> names, ToDoubleFunction<String> figureOf) {
        cells(text, label, names, name -> format("%.1f", figureOf.applyAsDouble(name)));
    }

    private static void cells(StringBuilder text, String label, List<String> names, UnaryOperator<String> cellOf) {
        text.append(names.stream().map(cellOf).collect(Collectors.joining(" | ", "| " + label + " | ", " |\n")));
    }

    private static String unit(Job job) {
        return job == Job.INGRESS ? "event" : "message";
    }

    private static String title(Job job) {
        return switch (job) {
            case INGRESS -> "Ingress function";
            case DELIVERY -> "Delivery function";
        };
    }

    private static void warmTable(Job job, Map<String, List<WarmCalls.Cost>> costs, StringBuilder text) {
        String unit = unit(job);
        List<WarmCalls.Cost> node = costs.get(Lineup.NODE);
        text.append("| | ").append(unit).append("s a call | CPU µs per ").append(unit);
        text.append(" | × Node.js | ms a call | KiB allocated per ")
                .append(unit)
                .append(" | requests made a call |\n");
        text.append("|---|---:|---:|---:|---:|---:|---:|\n");
        costs.forEach((name, ofSizes) -> {
            for (int i = 0; i < ofSizes.size(); i++) {
                WarmCalls.Cost cost = ofSizes.get(i);
                row(
                        text,
                        name,
                        Integer.toString(cost.size()),
                        format("%.0f", cost.cpuMicrosPerEvent()),
                        format("%.2f", cost.cpuMicrosPerEvent() / node.get(i).cpuMicrosPerEvent()),
                        format("%.2f", cost.wallMicros() / 1000),
                        cost.allocatedBytes().isPresent()
                                ? format("%.0f", cost.allocatedBytes().getAsDouble() / cost.size() / 1024)
                                : "",
                        format("%.0f", cost.engineCalls()));
            }
        });
    }

    private static void row(StringBuilder text, String... cells) {
        text.append(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }

    String json() {
        ObjectNode json = Json.object().put("machine", results.machine());
        ObjectNode cold = json.putObject("cold");
        results.cold()
                .forEach((job, costs) -> costs.forEach((name, cost) -> object(cold, job)
                        .putObject(name)
                        .put("median_ms", cost.millis().median())
                        .put("p95_ms", cost.millis().p95())
                        .put("cpu_ms", cost.cpuMillis().median())
                        .put("resident_mb", cost.residentMegabytes().median())));
        ObjectNode sizes = json.putObject("sizes");
        results.sizes()
                .forEach((job, ofJob) -> ofJob.forEach((name, size) -> object(sizes, job)
                        .putObject(name)
                        .put("zip_bytes", size.zipped())
                        .put("unpacked_bytes", size.unpacked())));
        ObjectNode warm = json.putObject("warm");
        results.warm()
                .forEach((job, costs) -> costs.forEach((name, ofSizes) -> {
                    ArrayNode ofCandidate = object(warm, job).putArray(name);
                    for (WarmCalls.Cost cost : ofSizes) {
                        ObjectNode size = ofCandidate
                                .addObject()
                                .put("size", cost.size())
                                .put("cpu_us_per_call", cost.cpuMicros())
                                .put("cpu_us_per_event", cost.cpuMicrosPerEvent())
                                .put("wall_us_per_call", cost.wallMicros())
                                .put("requests_per_call", cost.engineCalls());
                        cost.allocatedBytes().ifPresent(bytes -> size.put("allocated_bytes_per_call", bytes));
                    }
                }));
        ObjectNode core = json.putObject("core");
        results.core().forEach((part, cost) -> core.putObject(part)
                .put("us", cost.micros())
                .put("error_us", cost.error())
                .put("bytes", cost.bytes()));
        return json.toPrettyString();
    }

    private static ObjectNode object(ObjectNode parent, Job job) {
        return parent.path(job.word()) instanceof ObjectNode there ? there : parent.putObject(job.word());
    }
}
