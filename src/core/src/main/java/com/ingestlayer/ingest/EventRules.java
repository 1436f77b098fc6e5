package com.ingestlayer.ingest;

import static com.ingestlayer.ingest.RefusedException.Reason.INVALID_EVENT;
import static com.ingestlayer.ingest.RefusedException.Reason.INVALID_JSON;
import static com.ingestlayer.ingest.RefusedException.Reason.TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.List;

/** What holds for every event, however it came in, and how its sender is told of mistakes. */
final class EventRules {
    /** Of one event's payload as compact JSON in UTF-8. A DynamoDB item holds 400 KB at most. */
    static final int MAX_EVENT_BYTES = 256 * 1024;

    static final int MAX_KEY_LENGTH = 255;

    private static final int MAX_DETAILS = 100;

    private EventRules() {}

    /** @throws RefusedException with the path and the reason, when the body is no JSON or unsafe JSON */
    static JsonNode parse(String body) throws RefusedException {
        try {
            return StrictJson.parse(body);
        } catch (MalformedJsonException e) {
            throw notJson(e.path(), e.getMessage());
        }
    }

    static RefusedException notJson(JsonPath path, String reason) {
        return new RefusedException(
                INVALID_JSON, "The body could not be read as JSON.", List.of(new Violation(path, reason)));
    }

    /** Whether a text may be an idempotency key. */
    static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY_LENGTH;
    }

    /** @throws RefusedException when the payload has more than {@link #MAX_EVENT_BYTES} */
    static void refuseLarge(ObjectNode payload, JsonPath path) throws RefusedException {
        int bytes = Json.write(payload).getBytes(UTF_8).length;
        if (bytes > MAX_EVENT_BYTES) {
            throw new RefusedException(
                    TOO_LARGE,
                    "An event is too large.",
                    List.of(new Violation(
                            path, "the payload has " + bytes + " bytes; at most " + MAX_EVENT_BYTES + " are taken")));
        }
    }

    /** @throws RefusedException with all that is wrong, if anything is */
    static void refuseIfAny(List<Violation> violations) throws RefusedException {
        if (!violations.isEmpty()) {
            throw refusal(violations);
        }
    }

    /** Tells how much is wrong, with the first {@link #MAX_DETAILS} in its details. */
    static RefusedException refusal(List<Violation> violations) {
        return new RefusedException(
                INVALID_EVENT,
                "Nothing was accepted: " + violations.size()
                        + (violations.size() == 1 ? " thing is wrong." : " things are wrong.")
                        + (violations.size() > MAX_DETAILS ? " The first " + MAX_DETAILS + " are listed." : ""),
                violations.subList(0, Math.min(violations.size(), MAX_DETAILS)));
    }
}
