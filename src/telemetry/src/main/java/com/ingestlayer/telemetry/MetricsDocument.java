package com.ingestlayer.telemetry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.ingestlayer.telemetry.Metrics.Dimension;
import com.ingestlayer.telemetry.Metrics.Metric;
import com.ingestlayer.telemetry.Metrics.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One document of the embedded metric format.
 *
 * @param timestamp milliseconds since epoch
 * @param stack the name of the stack
 * @param plain the series by stack only
 * @param dimension the dimension that this document has a value for
 * @param more the series by stack, and by stack and dimension
 */
record MetricsDocument(
        long timestamp,
        String stack,
        Map<Metric, List<Long>> plain,
        Optional<Dimension> dimension,
        Map<Metric, List<Long>> more)
        implements Fields {
    private static final String STACK = "Stack";

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("_aws");
        json.writeNumberField("Timestamp", timestamp);
        json.writeArrayFieldStart("CloudWatchMetrics");
        writeDirective(json, plain, Optional.empty());
        writeDirective(json, more, dimension.map(Dimension::name));
        json.writeEndArray();
        json.writeEndObject();
        json.writeStringField(STACK, stack);
        if (dimension.isPresent()) {
            json.writeStringField(dimension.get().name(), dimension.get().value());
        }
        writeValues(json, plain);
        writeValues(json, more);
    }

    private static void writeDirective(JsonGenerator json, Map<Metric, List<Long>> metrics, Optional<String> dimension)
            throws IOException {
        if (metrics.isEmpty()) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("Namespace", Metrics.NAMESPACE);
        json.writeArrayFieldStart("Dimensions");
        json.writeArray(new String[] {STACK}, 0, 1);
        if (dimension.isPresent()) {
            json.writeArray(new String[] {STACK, dimension.get()}, 0, 2);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("Metrics");
        for (Metric metric : metrics.keySet()) {
            json.writeStartObject();
            json.writeStringField("Name", metric.name());
            json.writeStringField("Unit", metric.unit().word());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeValues(JsonGenerator json, Map<Metric, List<Long>> metrics) throws IOException {
        for (Map.Entry<Metric, List<Long>> metric : metrics.entrySet()) {
            if (metric.getKey().unit() == Unit.COUNT) {
                json.writeNumberField(metric.getKey().name(), metric.getValue().get(0));
            } else {
                json.writeFieldName(metric.getKey().name());
                long[] values =
                        metric.getValue().stream().mapToLong(Long::longValue).toArray();
                json.writeArray(values, 0, values.length);
            }
        }
    }
}
