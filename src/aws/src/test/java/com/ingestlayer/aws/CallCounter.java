package com.ingestlayer.aws;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts a client's calls by operation. */
final class CallCounter implements ExecutionInterceptor {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        String operation = context.request().getClass().getSimpleName().replace("Request", "");
        calls.merge(operation, 1, Integer::sum);
    }

    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }
}
