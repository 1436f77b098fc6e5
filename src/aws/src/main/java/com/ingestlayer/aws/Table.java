package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Batch reads and writes of one table: cut to DynamoDB's limits, made side by side, what was left unprocessed sent again.
 * Whatever the SDK throws leaves as {@link UnavailableException}, but for a condition that did not hold. Thread-safe.
 */
final class Table {
    /** Keys of a BatchGetItem. */
    static final int READS_PER_CALL = 100;
    /** Items of a BatchWriteItem. */
    static final int WRITES_PER_CALL = 25;

    private final DynamoDbClient client;
    private final String name;
    private final String what;
    private final Executor executor;

    /** @param what the table in words an operator knows, such as {@code the Events table} */
    Table(DynamoDbClient client, String name, String what, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.name = requireNonNull(name, "name is null");
        this.what = requireNonNull(what, "what is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    String name() {
        return name;
    }

    /** Makes one call. */
    <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException e) {
            throw e;
        } catch (SdkException e) {
            throw new UnavailableException(what, e);
        }
    }

    /**
     * The items that exist, with strongly consistent reads.
     *
     * @param request adds the projection
     */
    List<Map<String, AttributeValue>> read(
            List<Map<String, AttributeValue>> keys, Consumer<KeysAndAttributes.Builder> request) {
        return Parallel.map(Parallel.chunks(keys, READS_PER_CALL), chunk -> readChunk(chunk, request), executor)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Map<String, AttributeValue>> readChunk(
            List<Map<String, AttributeValue>> chunk, Consumer<KeysAndAttributes.Builder> request) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        KeysAndAttributes.Builder first =
                KeysAndAttributes.builder().keys(chunk).consistentRead(true);
        request.accept(first);
        KeysAndAttributes left = first.build();
        for (int tries = 1; ; tries++) {
            KeysAndAttributes asked = left;
            var response = call(() -> client.batchGetItem(get -> get.requestItems(Map.of(name, asked))));
            found.addAll(response.responses().getOrDefault(name, List.of()));
            left = response.unprocessedKeys().get(name);
            if (left == null || left.keys().isEmpty()) {
                return found;
            }
            giveUpOrWait(tries);
        }
    }

    /** Puts items with different keys. When it throws, some of them may have been written. */
    void write(List<Map<String, AttributeValue>> items) {
        List<WriteRequest> puts = items.stream()
                .map(item -> WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build())
                .toList();
        Parallel.map(Parallel.chunks(puts, WRITES_PER_CALL), this::writeChunk, executor);
    }

    private List<WriteRequest> writeChunk(List<WriteRequest> chunk) {
        List<WriteRequest> left = chunk;
        for (int tries = 1; ; tries++) {
            List<WriteRequest> asked = left;
            left = call(() -> client.batchWriteItem(write -> write.requestItems(Map.of(name, asked))))
                    .unprocessedItems()
                    .getOrDefault(name, List.of());
            if (left.isEmpty()) {
                return chunk;
            }
            giveUpOrWait(tries);
        }
    }

    private void giveUpOrWait(int tries) {
        if (tries == Backoff.TRIES) {
            throw new UnavailableException(what);
        }
        Backoff.await(tries, what);
    }
}
