package com.ingestlayer.ingress;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Utf8;
import com.ingestlayer.json.Json;
import java.util.Optional;
import java.util.function.Function;

/** Answers {@code {"data":{"<name>":[…],"cursor"}}}; there is no cursor on the last page. */
final class PageAnswer {
    /** A function's response holds 6 MB, and as text within JSON each quote of an answer takes twice the room. */
    static final int MAX_BYTES = 2_500_000;

    private PageAnswer() {}

    /**
     * The page, cut short where it would pass {@link #MAX_BYTES}; it shows one item at least.
     *
     * @param toJson an item as it is shown
     * @param positionOf where an item stands in the list
     * @param cursorText a position as text
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
