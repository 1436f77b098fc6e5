package com.ingestlayer.ingress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Utf8;
import com.ingestlayer.json.Json;
import java.util.Optional;
import java.util.function.Function;

/** Builds the answer {@code {"data":{"<name>":[…],"cursor"}}}. The last page has no cursor. */
final class PageAnswer {
    /**
     * The largest page in bytes. A function's response is limited to 6 MB, and each quote of an answer takes twice
     * the space there.
     */
    static final int MAX_BYTES = 2_500_000;

    private PageAnswer() {}

    /**
     * Returns the answer. A page that would exceed {@link #MAX_BYTES} is cut short, but has at least one item.
     *
     * @param toJson converts an item
     * @param positionOf returns an item's position in the list
     * @param cursorText converts a position to text
     */
    static <T, P> HttpAnswer of(
            String name,
            Page<T, P> page,
            Function<T, ObjectNode> toJson,
            Function<T, P> positionOf,
            Function<P, String> cursorText) {
        ObjectNode data = Json.object();
        ArrayNode shown = data.putArray(name);
        Optional<P> next = page.next();
        int bytes = 0;
        for (T item : page.items()) {
            ObjectNode json = toJson.apply(item);
            bytes += Utf8.length(Json.write(json));
            if (bytes > MAX_BYTES && !shown.isEmpty()) {
                next = Optional.of(positionOf.apply(page.items().get(shown.size() - 1)));
                break;
            }
            shown.add(json);
        }
        next.map(cursorText).map(Cursor::encode).ifPresent(cursor -> data.put("cursor", cursor));
        return HttpAnswer.data(200, data);
    }
}
