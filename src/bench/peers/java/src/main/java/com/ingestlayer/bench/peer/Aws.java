package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The SDK's clients, and batch calls: split to AWS's limits, made in parallel, and retried for unprocessed entries.
 */
final class Aws {
    private static final ClientOverrideConfiguration TIMEOUTS = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(3))
            .apiCallTimeout(Duration.ofSeconds(8))
            .build();

    static final DynamoDbClient DYNAMO_DB = client(DynamoDbClient.builder());
    static final SqsClient SQS = client(SqsClient.builder());

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(16, task -> {
        Thread thread = new Thread(task, "worker");
        thread.setDaemon(true);
        return thread;
    });

    private static final int TRIES = 6;
    private static final int MAX_CALL_BYTES = 1024 * 1024; // of all messages of a SendMessageBatch

    private Aws() {}

    /**
     * Builds a client as AWS advises for a short start in Lambda: with a small HTTP client, and without searching for
     * settings.
     */
    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .region(Region.of(System.getenv("AWS_REGION")))
                .overrideConfiguration(TIMEOUTS)
                .build();
    }

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    /**
     * Returns those of the items that exist, from strongly consistent reads. A projection of null reads all
     * attributes.
     */
    static List<Map<String, AttributeValue>> read(
            String table, List<Map<String, AttributeValue>> keys, String projection) {
        List<Map<String, AttributeValue>> found = new ArrayList<>();
        sideBySide(
                chunks(keys, 100),
                chunk -> untilDone(chunk, left -> {
                    KeysAndAttributes asked = KeysAndAttributes.builder()
                            .keys(left)
                            .consistentRead(true)
                            .projectionExpression(projection)
                            .build();
                    var response = DYNAMO_DB.batchGetItem(get -> get.requestItems(Map.of(table, asked)));
                    synchronized (found) {
                        found.addAll(response.responses().getOrDefault(table, List.of()));
                    }
                    KeysAndAttributes unprocessed = response.unprocessedKeys().get(table);
                    return unprocessed == null ? List.of() : unprocessed.keys();
                }));
        return found;
    }

    static void write(String table, List<Map<String, AttributeValue>> items) {
        List<WriteRequest> puts = items.stream()
                .map(item ->
                        WriteRequest.builder().putRequest(put -> put.item(item)).build())
                .toList();
        sideBySide(
                chunks(puts, 25),
                chunk -> untilDone(chunk, left -> DYNAMO_DB
                        .batchWriteItem(write -> write.requestItems(Map.of(table, left)))
                        .unprocessedItems()
                        .getOrDefault(table, List.of())));
    }

    /** @param entries the messages, without ids */
    static void send(String queueUrl, List<SendMessageBatchRequestEntry> entries) {
        List<List<SendMessageBatchRequestEntry>> calls = new ArrayList<>();
        int bytes = MAX_CALL_BYTES;
        for (SendMessageBatchRequestEntry entry : entries) {
            int length = entry.messageBody().getBytes(UTF_8).length;
            if (bytes + length > MAX_CALL_BYTES || calls.get(calls.size() - 1).size() == 10) {
                calls.add(new ArrayList<>());
                bytes = 0;
            }
            bytes += length;
            List<SendMessageBatchRequestEntry> call = calls.get(calls.size() - 1);
            call.add(entry.toBuilder().id(Integer.toString(call.size())).build());
        }
        sideBySide(
                calls,
                call -> untilDone(call, left -> {
                    Set<String> failed =
                            SQS.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(left)).failed().stream()
                                    .map(BatchResultErrorEntry::id)
                                    .collect(Collectors.toSet());
                    return left.stream()
                            .filter(entry -> failed.contains(entry.id()))
                            .toList();
                }));
    }

    private static <T> Void untilDone(List<T> first, Function<List<T>, List<T>> call) {
        List<T> left = call.apply(first);
        for (int tries = 1; !left.isEmpty(); tries++) {
            if (tries == TRIES) {
                throw new IllegalStateException(left.size() + " of " + first.size() + " entries were not taken");
            }
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(50L << (tries - 1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            left = call.apply(left);
        }
        return null;
    }

    private static <T> List<List<T>> chunks(List<T> items, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            chunks.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return chunks;
    }

    /** Returns the results in the order of the inputs. A single call runs on the caller's own thread. */
    static <T, R> List<R> sideBySide(List<T> inputs, Function<T, R> call) {
        if (inputs.size() == 1) {
            List<R> only = new ArrayList<>(1);
            only.add(call.apply(inputs.get(0)));
            return only;
        }
        try {
            List<Callable<R>> calls = new ArrayList<>();
            inputs.forEach(input -> calls.add(() -> call.apply(input)));
            List<R> results = new ArrayList<>();
            for (Future<R> result : THREADS.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
