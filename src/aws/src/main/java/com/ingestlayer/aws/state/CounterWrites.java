package com.ingestlayer.aws.state;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.Parallel;
import com.ingestlayer.aws.state.DynamoDbWindowCounters.Claiming;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.window.WindowCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes window counters, each on the condition that nobody else has written it since it was read. Thread-safe. */
final class CounterWrites {
    /** The largest number of items in a TransactWriteItems. */
    private static final int ITEMS_PER_CALL = 100;

    /** The largest size of all items of a TransactWriteItems: 4 MB (DynamoDB API Reference, "TransactWriteItems"). */
    static final long BYTES_PER_CALL = 4_000_000;

    private final Table table;
    private final Executor executor;

    CounterWrites(Table table, Executor executor) {
        this.table = requireNonNull(table, "table is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** The name of a counter, and the put of its item, which is sent alone or in a transaction. */
    private record Write(String slot, Put put) {
        long bytes() {
            return Attributes.bytesOf(put.item());
        }
    }

    /**
     * Writes the counters that have changed. Returns those that were not written, each with the current item if
     * DynamoDB returned it.
     *
     * @param singly whether to write each on its own, so that one busy counter does not keep the others from being
     * written
     */
    Map<String, Optional<CounterItem>> write(Map<String, Claiming> rounds, boolean singly) {
        List<Write> all = new ArrayList<>();
        rounds.forEach((slot, round) -> {
            if (round.isChanged()) {
                all.add(new Write(slot, put(slot, round)));
            }
        });
        Map<String, Optional<CounterItem>> overtaken = new HashMap<>();
        Parallel.map(singly ? Parallel.chunks(all, 1) : transactions(all), this::writeChunk, executor)
                .forEach(overtaken::putAll);
        return overtaken;
    }

    /**
     * Groups the writes into as few transactions as DynamoDB allows. A single counter is never too large: it
     * remembers 1,000 events, which are 40 KB.
     */
    private static List<List<Write>> transactions(List<Write> all) {
        List<List<Write>> calls = new ArrayList<>();
        List<Write> call = new ArrayList<>();
        long bytes = 0;
        for (Write write : all) {
            long more = write.bytes();
            if (!call.isEmpty() && (call.size() == ITEMS_PER_CALL || bytes + more > BYTES_PER_CALL)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            bytes += more;
            call.add(write);
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        return calls;
    }

    private Put put(String slot, Claiming round) {
        CounterItem before =
                round.before().orElse(new CounterItem(slot, new WindowCounter(Instant.EPOCH, 0, Map.of()), 0));
        return Put.builder()
                .tableName(table.name())
                .item(before.next(round.slot(), round.expires()))
                .conditionExpression("attribute_not_exists(version) OR version = :read")
                .expressionAttributeValues(item(":read", number(before.version())))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private Map<String, Optional<CounterItem>> writeChunk(List<Write> chunk) {
        return chunk.size() == 1 ? writeOne(chunk.get(0)) : writeTogether(chunk);
    }

    private Map<String, Optional<CounterItem>> writeOne(Write write) {
        Put put = write.put();
        try {
            table.put(PutItemRequest.builder()
                    .item(put.item())
                    .conditionExpression(put.conditionExpression())
                    .expressionAttributeValues(put.expressionAttributeValues())
                    .returnValuesOnConditionCheckFailure(put.returnValuesOnConditionCheckFailure()));
            return Map.of();
        } catch (ConditionalCheckFailedException e) {
            return Map.of(write.slot(), standing(e.item()));
        }
    }

    /**
     * Writes all counters of a chunk or none. The token makes the call idempotent: a call that is retried because its
     * answer was lost finds its first attempt, and succeeds.
     */
    private Map<String, Optional<CounterItem>> writeTogether(List<Write> chunk) {
        TransactWriteItemsRequest request = TransactWriteItemsRequest.builder()
                .clientRequestToken(UUID.randomUUID().toString())
                .transactItems(chunk.stream()
                        .map(write ->
                                TransactWriteItem.builder().put(write.put()).build())
                        .toList())
                .build();
        try {
            table.transact(request);
            return Map.of();
        } catch (TransactionCanceledException e) {
            List<CancellationReason> reasons = e.cancellationReasons();
            Map<String, Optional<CounterItem>> overtaken = new HashMap<>();
            for (int i = 0; i < chunk.size(); i++) {
                overtaken.put(
                        chunk.get(i).slot(),
                        i < reasons.size() ? standing(reasons.get(i).item()) : Optional.empty());
            }
            return overtaken;
        }
    }

    /** @param item the current item that came with the failed condition; empty if none came */
    private static Optional<CounterItem> standing(Map<String, AttributeValue> item) {
        return item.isEmpty() ? Optional.empty() : Optional.of(CounterItem.of(item));
    }
}
