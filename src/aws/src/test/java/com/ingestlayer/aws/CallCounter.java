package com.ingestlayer.aws;

import com.ingestlayer.aws.api.AwsService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts calls by operation. */
final class CallCounter {
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    /** A service whose calls are counted before they are made. */
    AwsService around(AwsService service) {
        return (operation, request) -> {
            calls.merge(operation, 1, Integer::sum);
            return service.call(operation, request);
        };
    }

    Map<String, Integer> calls() {
        return Map.copyOf(calls);
    }
}
