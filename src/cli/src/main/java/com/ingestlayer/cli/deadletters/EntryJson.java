package com.ingestlayer.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.json.Json;

/** Renders dead letters as the JSON that commands print. */
final class EntryJson {
    private EntryJson() {}

    /** Renders one line of a list, without the body. */
    static ObjectNode line(DeadLetterEntry entry) {
        ObjectNode json = Json.object();
        json.put("sent_at", Times.format(entry.letter().sentAt()));
        entry.lastAttempt().ifPresent(attempt -> json.put("died_at", Times.format(attempt.at())));
        entry.message().ifPresent(message -> {
            json.put("event_id", message.key().eventId().value());
            json.put("event_type", message.eventType());
            json.put("pipeline", message.key().pipeline());
            json.put("destination", message.key().destination());
            json.put("kind", message.target().kind());
            json.put("target", message.target().text());
            json.put("delivery_id", message.deliveryId());
        });
        entry.record().ifPresent(record -> {
            json.put("status", record.status().word());
            json.put("attempts", record.attemptCount());
        });
        entry.lastAttempt().ifPresent(attempt -> {
            attempt.httpStatus().ifPresent(status -> json.put("last_status", status));
            attempt.error().ifPresent(error -> json.put("last_error", error));
        });
        entry.poison().ifPresent(reason -> json.put("last_error", "not a delivery: " + reason));
        return json.put("message_id", entry.letter().messageId());
    }

    /** Renders a whole dead letter, including the text of a message that is not a delivery. */
    static ObjectNode whole(DeadLetterEntry entry) {
        ObjectNode json = line(entry);
        json.remove("attempts");
        entry.message().flatMap(message -> message.body()).ifPresent(body -> json.put("body", body));
        entry.record().ifPresent(record -> json.set("record", EventJson.of(record)));
        if (entry.isPoison()) {
            json.put("text", entry.letter().text());
        }
        return json;
    }
}
