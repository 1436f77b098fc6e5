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

/** The rules for every event, however it arrives, and the errors that report violations of them. */
public final class EventRules {
    /** The maximum size of one event's payload as compact JSON in UTF-8. A DynamoDB item holds at most 400 KB. */
    static final int MAX_EVENT_BYTES = 256 * 1024;

    public static final int MAX_KEY_LENGTH = 255;

    private EventRules() {}

    /**
     * Returns whether a body may contain a payload that is too large; measuring each payload costs as much as parsing
     * it. A character has at most three bytes, and of all values only a number can get longer when it is written
     * compactly, by less than that factor.
     */
    public static boolean mayHoldLarge(String body) {
        return body.length() > MAX_EVENT_BYTES / 3;
    }

    /** @throws RefusedException with the path and the reason, if the body is not JSON or is unsafe JSON */
    public static JsonNode parse(String body) throws RefusedException {
        try {
            return StrictJson.parse(body);
        } catch (MalformedJsonException e) {
            throw RefusedException.invalidJson(e.path(), e.getMessage());
        }
    }

    /** Returns a collector for the violations of a request's events. */
    public static Violations violations() {
        return new Violations(INVALID_EVENT, "Nothing was accepted");
    }

    /**
     * Returns whether a text may be an idempotency key. Unpaired surrogates are refused, because two different keys
     * with them could have the same bytes.
     */
    public static boolean isKey(String text) {
        return !text.isEmpty() && text.length() <= MAX_KEY_LENGTH && Utf8.canEncode(text);
    }

    /** @throws RefusedException if the payload has more than {@link #MAX_EVENT_BYTES} */
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
