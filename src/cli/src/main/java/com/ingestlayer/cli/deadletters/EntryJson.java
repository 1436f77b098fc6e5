package com.ingestlayer.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.json.Json;

/** Dead letters as commands show them. */
final class EntryJson {
    private EntryJson() {}

    /** One line of a list, without the body. */
    static ObjectNode line(DeadLetterEntry finding) {
        ObjectNode json = Json.object();
        json.put("sent_at", Times.format(finding.letter().sentAt()));
        finding.lastAttempt().ifPresent(attempt -> json.put("died_at", Times.format(attempt.at())));
        finding.message().ifPresent(message -> {
            json.put("event_id", message.key().eventId().value());
            json.put("event_type", message.eventType());
            json.put("pipeline", message.key().pipeline());
            json.put("destination", message.key().destination());
            json.put("kind", message.target().kind());
            json.put("target", message.target().text());
            json.put("delivery_id", message.deliveryId());
        });
        finding.record().ifPresent(record -> {
            json.put("status", record.status().word());
            json.put("attempts", record.attemptCount());
        });
        finding.lastAttempt().ifPresent(attempt -> {
            attempt.httpStatus().ifPresent(status -> json.put("last_status", status));
            attempt.error().ifPresent(error -> json.put("last_error", error));
        });
        finding.poison().ifPresent(reason -> json.put("last_error", "not a delivery: " + reason));
        return json.put("message_id", finding.letter().messageId());
    }

    /** All there is, the message's text too. */
    static ObjectNode whole(DeadLetterEntry finding) {
        ObjectNode json = line(finding);
        json.remove("attempts");
        finding.message().flatMap(message -> message.body()).ifPresent(body -> json.put("body", body));
        finding.record().ifPresent(record -> json.set("record", EventJson.of(record)));
        if (finding.isPoison()) {
            json.put("text", finding.letter().text());
        }
        return json;
    }
}
