package com.ingestlayer.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A page of what a KEYS_ONLY index sorts, each item read whole from the table.
 *
 * @param items in the index's order, without those that are gone from the table
 * @param last the keys of the page's last place; empty when nothing comes after it
 */
record IndexPage(List<ObjectNode> items, Optional<JsonNode> last) {
    /**
     * One query of the index, and one batch read of at most {@code limit} items.
     *
     * @param keyNames of the table
     * @param query has all but the limit
     */
    static IndexPage read(Table table, Collection<String> keyNames, int limit, ObjectNode query) {
        query.put("Limit", limit + 1); // one more, to know whether the list goes on
        List<JsonNode> found =
                table.call("Query", query).path("Items").valueStream().toList();
        return of(table, keyNames, limit, found);
    }

    /**
     * One batch read of at most {@code limit} items.
     *
     * @param keyNames of the table
     * @param found what queries found in the index, in order; one more than {@code limit} where the list goes on
     */
    static IndexPage of(Table table, Collection<String> keyNames, int limit, List<JsonNode> found) {
        List<ObjectNode> keys = found.stream()
                .limit(limit)
                .map(item -> key(item, keyNames))
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return new IndexPage(List.of(), Optional.empty());
        }
        Map<ObjectNode, ObjectNode> items = table.read(keys, Optional.empty()).stream()
                .collect(Collectors.toMap(item -> key(item, keyNames), Function.identity()));
        return new IndexPage(
                keys.stream().map(items::get).filter(Objects::nonNull).toList(),
                found.size() > limit ? Optional.of(found.get(limit - 1)) : Optional.empty());
    }

    private static ObjectNode key(JsonNode item, Collection<String> names) {
        ObjectNode key = Json.object();
        names.forEach(name -> key.set(name, item.get(name)));
        return key;
    }
}
