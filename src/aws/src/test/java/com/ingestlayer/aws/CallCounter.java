package com.ingestlayer.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Counts calls by operation. */
public final class CallCounter {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** Returns a client that counts its calls. */
    public DynamoDbClient around(DynamoDbClient client) {
        return Taps.on(client, this::count);
    }

    /** Returns a client that counts its calls. */
    public SqsClient around(SqsClient client) {
        return Taps.on(client, this::count);
    }

    private Object count(String operation, SdkRequest request, Supplier<Object> onwards) {
        calls.merge(operation, 1, Integer::sum);
        return onwards.get();
    }

    public Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }
}
