package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ingest.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call of the API.
 *
 * @param path such as {@code /v1/entities/{kind}/{external_id}}; the last placeholder takes the rest of the path, slashes
 *     too, because callers choose their own ids and API Gateway has decoded the path already
 */
record Route(String method, String path, Handler handler) {
    /** What a call does. */
    interface Handler {
        /** @param path the values of the route's placeholders, by name; none is empty */
        HttpAnswer answer(HttpRequest request, Map<String, String> path) throws RefusedException;
    }

    Route {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(handler, "handler is null");
    }

    /** The placeholders' values, when the route takes the path. */
    Optional<Map<String, String>> match(String requested) {
        List<String> names = List.of(path.split("/", -1));
        String[] values = requested.split("/", isPlaceholder(names.get(names.size() - 1)) ? names.size() : -1);
        if (values.length != names.size()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            String name = names.get(i);
            if (!isPlaceholder(name)) {
                if (!name.equals(values[i])) {
                    return Optional.empty();
                }
            } else if (values[i].isEmpty()) {
                return Optional.empty();
            } else {
                found.put(name.substring(1, name.length() - 1), values[i]);
            }
        }
        return Optional.of(found);
    }

    private static boolean isPlaceholder(String name) {
        return name.startsWith("{");
    }
}
