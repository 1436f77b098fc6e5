package com.ingestlayer.aws.table;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A page of a KEYS_ONLY index, with each item read whole from the table.
 *
 * @param items the items in the index's order, without those that no longer exist in the table
 * @param last the keys of the page's last position; empty if this is the last page
 */
public record IndexPage(List<Map<String, AttributeValue>> items, Optional<Map<String, AttributeValue>> last) {
    /**
     * Reads a page with one query of the index and one batch read of at most {@code limit} items.
     *
     * @param keyNames the table's key attributes
     * @param query the query, complete except for its limit
     */
    public static IndexPage read(Table table, Collection<String> keyNames, int limit, QueryRequest.Builder query) {
        query.limit(limit + 1); // one more, to find out whether another page follows
        return of(table, keyNames, limit, table.query(query).items());
    }

    /**
     * Reads the items of a page with one batch read of at most {@code limit} items.
     *
     * @param keyNames the table's key attributes
     * @param found the results of index queries, in order; one more than {@code limit} if another page follows
     */
    static IndexPage of(Table table, Collection<String> keyNames, int limit, List<Map<String, AttributeValue>> found) {
        List<Map<String, AttributeValue>> keys = found.stream()
                .limit(limit)
                .map(item -> key(item, keyNames))
                .distinct()
                .toList();
        if (keys.isEmpty()) {
            return new IndexPage(List.of(), Optional.empty());
        }
        Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items =
                table.read(keys, Optional.empty()).stream()
                        .collect(Collectors.toMap(item -> key(item, keyNames), Function.identity()));
        return new IndexPage(
                keys.stream().map(items::get).filter(Objects::nonNull).toList(),
                found.size() > limit ? Optional.of(found.get(limit - 1)) : Optional.empty());
    }

    private static Map<String, AttributeValue> key(Map<String, AttributeValue> item, Collection<String> names) {
        Map<String, AttributeValue> key = new HashMap<>();
        names.forEach(name -> key.put(name, item.get(name)));
        return key;
    }
}
