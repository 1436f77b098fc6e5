package com.ingestlayer.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A function's line in words. */
final class ReadableLine {
    private ReadableLine() {}

    /** Empty for metrics, which are for CloudWatch; what is no line of ours stays as it is. */
    static Optional<String> of(String line) {
        JsonNode json;
        try {
            json = line.startsWith("{") ? StrictJson.parse(line) : null;
        } catch (MalformedJsonException e) {
            json = null;
        }
        if (json == null) {
            return Optional.of(line);
        }
        if (json.has("_aws")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (json.path("event").asText()) {
                    case "event.accepted" -> accepted(json);
                    case "request.refused" -> refused(json);
                    case "delivery.attempted" -> attempted(json);
                    case "log" -> logged(json);
                    default -> line;
                });
    }

    private static String accepted(JsonNode json) {
        String event = text(json, "event_id") + " " + text(json, "type") + " of " + text(json, "source") + ": ";
        if (json.path("duplicate").asBoolean()) {
            return event + "duplicate" + (json.path("payload_differs").asBoolean() ? ", with another payload" : "");
        }
        int deliveries = json.path("deliveries").asInt();
        List<String> dropped = new ArrayList<>();
        json.path("dropped").forEach(each -> dropped.add(text(each, "reason") + " by " + text(each, "pipeline")));
        return event + "accepted, " + (deliveries == 1 ? "1 delivery" : deliveries + " deliveries")
                + (dropped.isEmpty() ? "" : ", " + String.join(", ", dropped));
    }

    private static String refused(JsonNode json) {
        int details = json.path("details").asInt();
        return "refused " + text(json, "route") + (json.has("sender") ? " of " + text(json, "sender") : "") + ": "
                + text(json, "reason") + ": " + text(json, "message")
                + (details == 0 ? "" : details == 1 ? " (1 detail)" : " (" + details + " details)");
    }

    private static String attempted(JsonNode json) {
        return text(json, "event_id") + " " + text(json, "delivery_id") + " to " + text(json, "pipeline") + "/"
                + text(json, "destination") + ": attempt " + text(json, "attempt") + " " + text(json, "outcome")
                + " in " + text(json, "duration_ms") + " ms"
                + (json.has("error") ? ", " + text(json, "error") : "")
                + (json.has("next_in_s") ? ", again in " + text(json, "next_in_s") + " s" : "");
    }

    private static String logged(JsonNode json) {
        return text(json, "level") + " " + text(json, "message")
                + (json.has("stack") ? "\n" + text(json, "stack") : "");
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}
