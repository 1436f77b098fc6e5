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
 * A KEYS_ONLY index that lists what belongs to a group by time. A group is spread over {@link #SHARDS} hash keys, because
 * DynamoDB takes 1,000 writes a second for one, and throttles the table's own writes where an index cannot follow (DynamoDB
 * Developer Guide, "Best practices for designing and using partition keys effectively" and "Using Global Secondary Indexes").
 * The range key ends in the event's id, because the order of items with the same keys is not documented, and pages over all
 * shards need one order. Thread-safe.
 *
 * @param name of the index
 * @param hash the attribute that names group and shard
 * @param range the attribute that sorts
 */
public record ShardedIndex(String name, String hash, String range) {
    /** Sixteen times 1,000 writes a second of one group. A page reads all of them: see infra/decisions/0013. */
    public static final int SHARDS = 16;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** Sorts after every digit of an id. */
    private static final String LAST = "~";

    public ShardedIndex {
        requireNonNull(name, "name is null");
        requireNonNull(hash, "hash is null");
        requireNonNull(range, "range is null");
    }

    /**
     * Where something stands in its group. As text it sorts by time, and what is of one moment by the ids of the events.
     *
     * @param at in whole milliseconds
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

    /** A page's items, newest first and each read whole from the table; and its last place where the list goes on. */
    public record Found(List<Map<String, AttributeValue>> items, Optional<Place> last) {}

    /**
     * The hash key of what belongs to an event. The shard comes from the last digit of the event's id, which is as good as
     * random in both kinds of ids: five bits of a digest, or of the random part of a ULID.
     */
    public static String shardOf(String group, EventId id) {
        String digits = id.value();
        return shard(group, DIGITS.indexOf(digits.charAt(digits.length() - 1)) % SHARDS);
    }

    /** All hash keys of a group. */
    static List<String> shardsOf(String group) {
        return IntStream.range(0, SHARDS).mapToObj(shard -> shard(group, shard)).toList();
    }

    /** The last character is the shard, so that no two groups share a key, whatever their names are. */
    private static String shard(String group, int shard) {
        return group + "#" + Character.forDigit(shard, SHARDS);
    }

    private static String orderOf(Instant at, String id) {
        return Times.format(at) + "#" + id;
    }

    /**
     * A page of a group: one query of each shard, side by side, and one batch read of at most {@code limit} items.
     *
     * @param keyNames of the table
     * @param range of times
     * @param after where the page starts; any place, also one that nothing stands at
     */
    public Found page(
            Table table,
            Collection<String> keyNames,
            String group,
            TimeRange range,
            Optional<Place> after,
            int limit,
            Executor executor) {
        // DynamoDB refuses a query of an empty range.
        if (range.isEmpty()
                || after.filter(place -> place.at().isBefore(range.first())).isPresent()) {
            return new Found(List.of(), Optional.empty());
        }
        Optional<String> start =
                after.filter(place -> !place.at().isAfter(range.last())).map(Place::toText);
        String first = orderOf(range.first(), "");
        String last = start.orElse(orderOf(range.last(), LAST));
        // One more than the page has, to know whether the list goes on; and where there is a start, the start itself.
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

    /** The newest of a shard from {@code last} down to {@code first}, both included. */
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
