package com.ingestlayer.aws.table;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Times;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.event.EventId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * A KEYS_ONLY index that lists the members of a group by time. A group is spread over {@link #SHARDS} hash keys,
 * because DynamoDB takes 1,000 writes per second for one key, and throttles writes to the table itself when an index
 * cannot keep up (DynamoDB Developer Guide, "Best practices for designing and using partition keys effectively" and
 * "Using Global Secondary Indexes"). The range key ends with the event's id, because the order of items with equal
 * keys is not documented, and pages across all shards need a single order. Thread-safe.
 *
 * @param name the name of the index
 * @param hash the attribute that holds the group and the shard
 * @param range the attribute that determines the order
 */
public record ShardedIndex(String name, String hash, String range) {
    /**
     * Allows sixteen times 1,000 writes per second for one group. A page reads every shard; see infra/decisions/0013.
     */
    public static final int SHARDS = 16;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Sorts after every character of an id. */
    private static final String LAST = "~";

    public ShardedIndex {
        requireNonNull(name, "name is null");
        requireNonNull(hash, "hash is null");
        requireNonNull(range, "range is null");
    }

    /**
     * A position within a group. Its text sorts by time and, at the same time, by event id.
     *
     * @param at the time, in whole milliseconds
     * @param id the event's id
     */
    public record Place(Instant at, EventId id) {
        public Place {
            requireNonNull(at, "at is null");
            requireNonNull(id, "id is null");
        }

        public String toText() {
            return orderOf(at, id.value());
        }

        static Place of(String text) {
            int end = text.indexOf('#');
            return new Place(Instant.parse(text.substring(0, end)), new EventId(text.substring(end + 1)));
        }
    }

    /**
     * A page.
     *
     * @param items the items, newest first, each read whole from the table
     * @param last the last position; empty if this is the last page
     */
    public record Found(List<Map<String, AttributeValue>> items, Optional<Place> last) {}

    /**
     * Returns the hash key for an event. The shard is taken from the last digit of the event's id, which is
     * practically random in both kinds of ids: it holds five bits of a digest, or of the random part of a ULID.
     */
    public static String shardOf(String group, EventId id) {
        String digits = id.value();
        return shard(group, DIGITS.indexOf(digits.charAt(digits.length() - 1)) % SHARDS);
    }

    /** Returns all hash keys of a group. */
    static List<String> shardsOf(String group) {
        return IntStream.range(0, SHARDS).mapToObj(shard -> shard(group, shard)).toList();
    }

    /** The shard is always the last character, so no two groups share a hash key, whatever their names are. */
    private static String shard(String group, int shard) {
        return group + "#" + Character.forDigit(shard, SHARDS);
    }

    private static String orderOf(Instant at, String id) {
        return Times.format(at) + "#" + id;
    }

    /**
     * Reads a page of a group with one query per shard, in parallel, and one batch read of at most {@code limit}
     * items.
     *
     * @param keyNames the table's key attributes
     * @param range the times to include
     * @param after the position that the page follows; it need not be the position of an item
     */
    public Found page(
            Table table,
            Collection<String> keyNames,
            String group,
            TimeRange range,
            Optional<Place> after,
            int limit,
            Executor executor) {
        // DynamoDB rejects a query of an empty range.
        if (range.isEmpty()
                || after.filter(place -> place.at().isBefore(range.first())).isPresent()) {
            return new Found(List.of(), Optional.empty());
        }
        Optional<String> start =
                after.filter(place -> !place.at().isAfter(range.last())).map(Place::toText);
        String first = orderOf(range.first(), "");
        String last = start.orElse(orderOf(range.last(), LAST));
        // One more than the page holds, to find out whether another page follows; and one for the start position
        // itself, which is removed below.
        int most = limit + (start.isPresent() ? 2 : 1);
        List<Map<String, AttributeValue>> newest =
                Parallel.map(shardsOf(group), shard -> newestOf(table, shard, first, last, most), executor).stream()
                        .flatMap(List::stream)
                        .filter(item -> !start.equals(Optional.of(textOf(item, this.range))))
                        .sorted(Comparator.comparing((Map<String, AttributeValue> item) -> textOf(item, this.range))
                                .reversed())
                        .limit(limit + 1L)
                        .toList();
        IndexPage page = IndexPage.of(table, keyNames, limit, newest);
        return new Found(page.items(), page.last().map(item -> Place.of(textOf(item, this.range))));
    }

    /** Returns the newest items of a shard, from {@code last} down to {@code first}, both inclusive. */
    private List<Map<String, AttributeValue>> newestOf(Table table, String shard, String first, String last, int most) {
        return table.query(QueryRequest.builder()
                        .indexName(name)
                        .keyConditionExpression(hash + " = :shard AND " + range + " BETWEEN :first AND :last")
                        .scanIndexForward(false)
                        .limit(most)
                        .expressionAttributeValues(
                                Map.of(":shard", text(shard), ":first", text(first), ":last", text(last))))
                .items();
    }
}
