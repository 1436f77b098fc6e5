package com.ingestlayer.request;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_EVENT;
import static com.ingestlayer.request.RefusedException.Reason.TOO_LARGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Utf8;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.List;

/** What holds for every event, however it came in, and how its sender is told of mistakes. */
public final class EventRules {
    /** Of one event's payload as compact JSON in UTF-8. A DynamoDB item holds 400 KB at most. */
    static final int MAX_EVENT_BYTES = 256 * 1024;

    public static final int MAX_KEY_LENGTH = 255;

    private EventRules() {}

    /**
     * Whether a body may hold a payload that is too large; measuring each costs as much as reading it. A character is three
     * bytes at most, and written compactly nothing but a number gets longer, by less than that.
     */
    public static boolean mayHoldLarge(String body) {
        return body.length() > MAX_EVENT_BYTES / 3;
    }

    /** @throws RefusedException with the path and the reason, when the body is no JSON or unsafe JSON */
    public static JsonNode parse(String body) throws RefusedException {
        try {
            return StrictJson.parse(body);
        } catch (MalformedJsonException e) {
            throw RefusedException.invalidJson(e.path(), e.getMessage());
        }
    }

    /** Collects what is wrong with events. */
    public static Violations violations() {
        return new Violations(INVALID_EVENT, "Nothing was accepted");
    }

    /** Whether a text may be an idempotency key. Two keys with halves of surrogate pairs would have the same bytes. */
    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY_LENGTH && Utf8.canEncode(text);
    }

    /** @throws RefusedException when the payload has more than {@link #MAX_EVENT_BYTES} */
    public static void refuseLarge(ObjectNode payload, JsonPath path) throws RefusedException {
        int bytes = Utf8.length(Json.write(payload));
        if (bytes > MAX_EVENT_BYTES) {
            throw new RefusedException(
                    TOO_LARGE,
                    "An event is too large.",
                    List.of(new Violation(
                            path, "the payload has " + bytes + " bytes; at most " + MAX_EVENT_BYTES + " are taken")));
        }
    }
}
