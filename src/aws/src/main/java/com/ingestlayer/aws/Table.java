package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * Calls of DynamoDB about one table. Batch reads and writes are cut to DynamoDB's limits, made side by side, and what was
 * left unprocessed is sent again. Whatever fails is thrown as {@link CallFailures} say, but for a condition that did not hold,
 * which is an {@link AwsRefusedException}. Thread-safe.
 */
final class Table {
    /** The code of the one refusal of a single write that callers expect. */
    static final String CONDITION_FAILED = "ConditionalCheckFailedException";

    /** The code of a refused transaction; its body tells the reason for each item. */
    static final String TRANSACTION_CANCELED = "TransactionCanceledException";

    /** Keys of a BatchGetItem. */
    static final int READS_PER_CALL = 100;
    /** Items of a BatchWriteItem. */
    static final int WRITES_PER_CALL = 25;

    private final AwsService dynamoDb;
    private final String name;
    private final String what;
    private final Executor executor;

    /** @param what the table in words an operator knows, such as {@code the Events table} */
    Table(AwsService dynamoDb, String name, String what, Executor executor) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb is null");
        this.name = requireNonNull(name, "name is null");
        this.what = requireNonNull(what, "what is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    String name() {
        return name;
    }

    /** The beginning of a request about this table. */
    ObjectNode request() {
        return Json.object().put("TableName", name);
    }

    /** Makes one call. */
    ObjectNode call(String operation, ObjectNode request) {
        try {
            return dynamoDb.call(operation, request);
        } catch (AwsRefusedException e) {
            if (e.is(CONDITION_FAILED) || e.is(TRANSACTION_CANCELED)) {
                throw e;
            }
            throw CallFailures.of(what, e);
        } catch (AwsException e) {
            throw CallFailures.of(what, e);
        }
    }

    /** The item of a key, with a strongly consistent read; an empty object when there is none. */
    ObjectNode get(ObjectNode key) {
        ObjectNode request = request().put("ConsistentRead", true);
        request.set("Key", key);
        return call("GetItem", request).path("Item") instanceof ObjectNode item ? item : Json.object();
    }

    /** Every item that a {@code Query} or {@code Scan} finds, page after page. */
    List<ObjectNode> all(String operation, ObjectNode request) {
        List<ObjectNode> found = new ArrayList<>();
        ObjectNode asked = request;
        while (true) {
            ObjectNode page = call(operation, asked);
            page.path("Items").forEach(item -> found.add((ObjectNode) item));
            if (!page.has("LastEvaluatedKey")) {
                return found;
            }
            asked = request.deepCopy();
            asked.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        }
    }

    /**
     * The items that exist, with strongly consistent reads.
     *
     * @param projection names the attributes that are needed; empty for all
     */
    List<ObjectNode> read(List<ObjectNode> keys, Optional<String> projection) {
        return Parallel.map(Parallel.chunks(keys, READS_PER_CALL), chunk -> readChunk(chunk, projection), executor)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<ObjectNode> readChunk(List<ObjectNode> chunk, Optional<String> projection) {
        List<ObjectNode> found = new ArrayList<>(chunk.size());
        ObjectNode asked = Json.object();
        ObjectNode ofTable = asked.putObject(name);
        ofTable.putArray("Keys").addAll(chunk);
        ofTable.put("ConsistentRead", true);
        projection.ifPresent(attributes -> ofTable.put("ProjectionExpression", attributes));
        Retries retries = new Retries(what);
        while (true) {
            ObjectNode request = Json.object().set("RequestItems", asked);
            ObjectNode answer = retries.call(() -> call("BatchGetItem", request));
            answer.path("Responses").path(name).forEach(item -> found.add((ObjectNode) item));
            JsonNode left = answer.path("UnprocessedKeys");
            if (left.isEmpty()) {
                return found;
            }
            asked = (ObjectNode) left;
            retries.failed("DynamoDB left " + left.path(name).path("Keys").size() + " of " + chunk.size()
                    + " keys of BatchGetItem unprocessed");
        }
    }

    /** Puts items with different keys. When it throws, some of them may have been written. */
    void write(List<ObjectNode> items) {
        Parallel.map(Parallel.chunks(items, WRITES_PER_CALL), this::writeChunk, executor);
    }

    private Stream<ObjectNode> writeChunk(List<ObjectNode> chunk) {
        ObjectNode asked = Json.object();
        ArrayNode puts = asked.putArray(name);
        chunk.forEach(item -> puts.addObject().putObject("PutRequest").set("Item", item));
        Retries retries = new Retries(what);
        while (true) {
            ObjectNode request = Json.object().set("RequestItems", asked);
            JsonNode left = retries.call(() -> call("BatchWriteItem", request)).path("UnprocessedItems");
            if (left.isEmpty()) {
                return Stream.empty();
            }
            asked = (ObjectNode) left;
            retries.failed("DynamoDB left " + left.path(name).size() + " of " + chunk.size()
                    + " items of BatchWriteItem unprocessed");
        }
    }
}
