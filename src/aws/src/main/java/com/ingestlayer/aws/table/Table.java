package com.ingestlayer.aws.table;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.CallFailures;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.aws.Retries;
import com.ingestlayer.aws.StoreBreaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Calls DynamoDB for one table. Batch reads and writes are split to DynamoDB's limits and run in parallel, and
 * unprocessed items are sent again. Failures are translated with {@link CallFailures}, except for a failed condition,
 * which is thrown as {@link ConditionalCheckFailedException} or, from a transaction, as {@link
 * TransactionCanceledException}. Thread-safe.
 */
public final class Table {
    private static final String SERVICE = "dynamodb";

    /** The largest number of keys in a BatchGetItem. */
    static final int READS_PER_CALL = 100;
    /** The largest number of items in a BatchWriteItem. */
    public static final int WRITES_PER_CALL = 25;

    private final DynamoDbClient dynamoDb;
    private final String name;
    private final String what;
    private final Executor executor;

    /** @param what the table in words that an operator knows, such as {@code the Events table} */
    public Table(DynamoDbClient dynamoDb, String name, String what, Executor executor) {
        this.dynamoDb = requireNonNull(dynamoDb, "dynamoDb is null");
        this.name = requireNonNull(name, "name is null");
        this.what = requireNonNull(what, "what is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    public String name() {
        return name;
    }

    private <Q extends DynamoDbRequest, A> A call(Function<Q, A> operation, Q request) {
        try {
            return operation.apply(request);
        } catch (ConditionalCheckFailedException | TransactionCanceledException e) {
            throw e;
        } catch (SdkException e) {
            throw CallFailures.of(what, SERVICE, request, e);
        }
    }

    /** Puts one item if the request's condition holds. */
    public void put(PutItemRequest.Builder request) {
        call(dynamoDb::putItem, request.tableName(name).build());
    }

    public UpdateItemResponse update(UpdateItemRequest.Builder request) {
        return call(dynamoDb::updateItem, request.tableName(name).build());
    }

    public void delete(DeleteItemRequest.Builder request) {
        call(dynamoDb::deleteItem, request.tableName(name).build());
    }

    /** Makes all of the writes or none. */
    public void transact(TransactWriteItemsRequest request) {
        call(dynamoDb::transactWriteItems, request);
    }

    /** Returns one page of a query. */
    QueryResponse query(QueryRequest.Builder request) {
        return call(dynamoDb::query, request.tableName(name).build());
    }

    /** Returns the item with the key, from a strongly consistent read, or an empty map if there is none. */
    public Map<String, AttributeValue> get(Map<String, AttributeValue> key) {
        return answer(key).item();
    }

    /** Like {@link #get(Map)}, unless the circuit breaker is open. */
    public Map<String, AttributeValue> get(Map<String, AttributeValue> key, StoreBreaker breaker) {
        return breaker.call(() -> answer(key), GetItemResponse.class).item();
    }

    private GetItemResponse answer(Map<String, AttributeValue> key) {
        return call(
                dynamoDb::getItem,
                GetItemRequest.builder()
                        .tableName(name)
                        .key(key)
                        .consistentRead(true)
                        .build());
    }

    /** Returns every item that a query finds, across all pages. */
    public List<Map<String, AttributeValue>> all(QueryRequest.Builder request) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        while (true) {
            QueryResponse page = query(request);
            found.addAll(page.items());
            if (!page.hasLastEvaluatedKey()) {
                return found;
            }
            request.exclusiveStartKey(page.lastEvaluatedKey());
        }
    }

    /** Returns every item that a scan finds, across all pages. */
    public List<Map<String, AttributeValue>> all(ScanRequest.Builder request) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        while (true) {
            ScanResponse page = call(dynamoDb::scan, request.tableName(name).build());
            found.addAll(page.items());
            if (!page.hasLastEvaluatedKey()) {
                return found;
            }
            request.exclusiveStartKey(page.lastEvaluatedKey());
        }
    }

    /**
     * Returns those of the items that exist, from strongly consistent reads.
     *
     * @param projection the attributes to read; empty for all
     */
    public List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys, Optional<String> projection) {
        return Parallel.map(Parallel.chunks(keys, READS_PER_CALL), chunk -> readChunk(chunk, projection), executor)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Map<String, AttributeValue>> readChunk(
            List<Map<String, AttributeValue>> chunk, Optional<String> projection) {
        List<Map<String, AttributeValue>> found = new ArrayList<>(chunk.size());
        KeysAndAttributes asked = KeysAndAttributes.builder()
                .keys(chunk)
                .consistentRead(true)
                .projectionExpression(projection.orElse(null))
                .build();
        Retries retries = new Retries(what);
        while (true) {
            BatchGetItemRequest request = BatchGetItemRequest.builder()
                    .requestItems(Map.of(name, asked))
                    .build();
            BatchGetItemResponse answer = retries.call(() -> call(dynamoDb::batchGetItem, request));
            found.addAll(answer.responses().getOrDefault(name, List.of()));
            if (answer.unprocessedKeys().isEmpty()) {
                return found;
            }
            asked = answer.unprocessedKeys().get(name);
            retries.failed("DynamoDB left " + asked.keys().size() + " of " + chunk.size()
                    + " keys of BatchGetItem unprocessed");
        }
    }

    /** Puts items with different keys. When it throws, some of them may have been written. */
    public void write(List<Map<String, AttributeValue>> items) {
        Parallel.map(Parallel.chunks(items, WRITES_PER_CALL), this::writeChunk, executor);
    }

    private Stream<Map<String, AttributeValue>> writeChunk(List<Map<String, AttributeValue>> chunk) {
        List<WriteRequest> asked = chunk.stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        Retries retries = new Retries(what);
        while (true) {
            BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                    .requestItems(Map.of(name, asked))
                    .build();
            Map<String, List<WriteRequest>> left =
                    retries.call(() -> call(dynamoDb::batchWriteItem, request)).unprocessedItems();
            if (left.isEmpty()) {
                return Stream.empty();
            }
            asked = left.get(name);
            retries.failed(
                    "DynamoDB left " + asked.size() + " of " + chunk.size() + " items of BatchWriteItem unprocessed");
        }
    }
}
