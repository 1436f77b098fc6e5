package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.number;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.DynamoDbSlots.Claiming;
import com.ingestlayer.slot.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Writes slots unless somebody else wrote them since they were read. Thread-safe. */
final class SlotWrites {
    /** Items of a TransactWriteItems. */
    private static final int ITEMS_PER_CALL = 100;

    private final DynamoDbClient client;
    private final Table table;
    private final Executor executor;

    SlotWrites(DynamoDbClient client, Table table, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.table = requireNonNull(table, "table is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** A slot's name and the put of its item. */
    private record Write(String slot, Put put) {}

    /**
     * Those that were not written, and what stands there now where that is told.
     *
     * @param singly one by one, so that one slot that is busy does not keep others from being written
     */
    Map<String, Optional<SlotItem>> write(Map<String, Claiming> rounds, boolean singly) {
        List<Write> all = new ArrayList<>();
        rounds.forEach((slot, round) -> {
            if (round.isChanged()) {
                all.add(new Write(slot, put(slot, round)));
            }
        });
        Map<String, Optional<SlotItem>> overtaken = new HashMap<>();
        Parallel.map(Parallel.chunks(all, singly ? 1 : ITEMS_PER_CALL), this::writeChunk, executor)
                .forEach(overtaken::putAll);
        return overtaken;
    }

    private Put put(String slot, Claiming round) {
        SlotItem before = round.before().orElse(new SlotItem(slot, new Slot(Instant.EPOCH, 0, Map.of()), 0));
        Put.Builder put = Put.builder()
                .tableName(table.name())
                .item(before.next(round.slot(), round.expires()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        return put.conditionExpression("attribute_not_exists(version) OR version = :read")
                .expressionAttributeValues(Map.of(":read", number(before.version())))
                .build();
    }

    private Map<String, Optional<SlotItem>> writeChunk(List<Write> chunk) {
        return chunk.size() == 1 ? writeOne(chunk.get(0)) : writeTogether(chunk);
    }

    private Map<String, Optional<SlotItem>> writeOne(Write write) {
        try {
            table.call(() -> client.putItem(put -> put.tableName(table.name())
                    .item(write.put().item())
                    .conditionExpression(write.put().conditionExpression())
                    .expressionAttributeValues(write.put().expressionAttributeValues())
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return Map.of();
        } catch (ConditionalCheckFailedException e) {
            return Map.of(write.slot(), standing(e.item()));
        }
    }

    /** All or none. */
    private Map<String, Optional<SlotItem>> writeTogether(List<Write> chunk) {
        List<TransactWriteItem> items = chunk.stream()
                .map(write -> TransactWriteItem.builder().put(write.put()).build())
                .toList();
        Optional<List<CancellationReason>> reasons = table.call(() -> {
            try {
                client.transactWriteItems(transact -> transact.transactItems(items));
                return Optional.<List<CancellationReason>>empty();
            } catch (TransactionCanceledException e) {
                return Optional.of(e.cancellationReasons());
            }
        });
        Map<String, Optional<SlotItem>> overtaken = new HashMap<>();
        if (reasons.isPresent()) {
            for (int i = 0; i < chunk.size(); i++) {
                overtaken.put(chunk.get(i).slot(), standing(reasons.get().get(i).item()));
            }
        }
        return overtaken;
    }

    private static Optional<SlotItem> standing(Map<String, AttributeValue> item) {
        return item == null || item.isEmpty() ? Optional.empty() : Optional.of(SlotItem.of(item));
    }
}
