package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.DynamoDbSlots.Claiming;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.json.Json;
import com.ingestlayer.slot.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Writes slots unless somebody else wrote them since they were read. Thread-safe. */
final class SlotWrites {
    /** Items of a TransactWriteItems. */
    private static final int ITEMS_PER_CALL = 100;

    /** Bytes of all items of a TransactWriteItems: 4 MB (DynamoDB API Reference, "TransactWriteItems"). */
    static final long BYTES_PER_CALL = 4_000_000;

    private final Table table;
    private final Executor executor;

    SlotWrites(Table table, Executor executor) {
        this.table = requireNonNull(table, "table is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /** A slot's name and the put of its item, alone or in a transaction. */
    private record Write(String slot, ObjectNode put) {
        long bytes() {
            return Attributes.bytesOf(put.get("Item"));
        }
    }

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
        Parallel.map(singly ? Parallel.chunks(all, 1) : transactions(all), this::writeChunk, executor)
                .forEach(overtaken::putAll);
        return overtaken;
    }

    /** As many a call as DynamoDB takes. A single slot is never too large: it remembers 1,000 events, which are 40 KB. */
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

    private ObjectNode put(String slot, Claiming round) {
        SlotItem before = round.before().orElse(new SlotItem(slot, new Slot(Instant.EPOCH, 0, Map.of()), 0));
        ObjectNode put = table.request()
                .put("ConditionExpression", "attribute_not_exists(version) OR version = :read")
                .put("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
        put.set("Item", before.next(round.slot(), round.expires()));
        put.set("ExpressionAttributeValues", item(":read", number(before.version())));
        return put;
    }

    private Map<String, Optional<SlotItem>> writeChunk(List<Write> chunk) {
        return chunk.size() == 1 ? writeOne(chunk.get(0)) : writeTogether(chunk);
    }

    private Map<String, Optional<SlotItem>> writeOne(Write write) {
        try {
            table.call("PutItem", write.put());
            return Map.of();
        } catch (AwsRefusedException e) {
            return Map.of(write.slot(), standing(e.body()));
        }
    }

    /** All or none. Its token lets the call that is repeated for want of an answer find its own first try, and succeed. */
    private Map<String, Optional<SlotItem>> writeTogether(List<Write> chunk) {
        ObjectNode request =
                Json.object().put("ClientRequestToken", UUID.randomUUID().toString());
        ArrayNode items = request.putArray("TransactItems");
        chunk.forEach(write -> items.addObject().set("Put", write.put()));
        try {
            table.call("TransactWriteItems", request);
            return Map.of();
        } catch (AwsRefusedException e) {
            JsonNode reasons = e.body().path("CancellationReasons");
            Map<String, Optional<SlotItem>> overtaken = new HashMap<>();
            for (int i = 0; i < chunk.size(); i++) {
                overtaken.put(chunk.get(i).slot(), standing(reasons.path(i)));
            }
            return overtaken;
        }
    }

    /** @param refusal of one write */
    private static Optional<SlotItem> standing(JsonNode refusal) {
        JsonNode item = refusal.path("Item");
        return item.isEmpty() ? Optional.empty() : Optional.of(SlotItem.of(item));
    }
}
