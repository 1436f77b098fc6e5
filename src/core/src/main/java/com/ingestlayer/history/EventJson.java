package com.ingestlayer.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.event.Event;
import com.ingestlayer.json.Json;
import java.time.Instant;

/** Renders events and deliveries as the HTTP API and the command line show them. */
public final class EventJson {
    private EventJson() {}

    public static ObjectNode of(Event event, Instant acceptedAt) {
        return event.toJson().put("accepted_at", Times.format(acceptedAt));
    }

    public static ObjectNode of(ArchivedEvent archived) {
        ObjectNode json = of(archived.event(), archived.acceptedAt());
        ArrayNode deliveries = json.putArray("deliveries");
        archived.deliveries().forEach(delivery -> deliveries.add(of(delivery)));
        return json;
    }

    public static ObjectNode of(DeliveryRecord delivery) {
        ObjectNode json = Json.object();
        json.put("delivery_id", delivery.deliveryId());
        json.put("pipeline", delivery.key().pipeline());
        json.put("destination", delivery.key().destination());
        delivery.target().ifPresent(target -> {
            json.put("kind", target.kind());
            json.put("target", target.text());
        });
        json.put("status", delivery.status().word());
        delivery.nextAttemptAt().ifPresent(next -> json.put("next_attempt_at", Times.format(next)));
        ArrayNode attempts = json.putArray("attempts");
        delivery.attempts().forEach(attempt -> add(attempt, attempts.addObject()));
        return json;
    }

    private static void add(Attempt attempt, ObjectNode json) {
        json.put("n", attempt.number());
        json.put("at", Times.format(attempt.at()));
        if (attempt.replay() > 0) {
            json.put("replay", attempt.replay());
        }
        attempt.httpStatus().ifPresent(status -> json.put("http_status", status));
        json.put("duration_ms", attempt.took().toMillis());
        attempt.error().ifPresent(error -> json.put("error", error));
        attempt.bodyExcerpt().ifPresent(body -> json.put("body", body));
    }
}
