package com.ingestlayer.access;

import com.ingestlayer.Unavailability;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** API keys in a map; revoked keys are removed. */
public final class InMemoryApiKeys implements ApiKeys {
    public final Unavailability reads = new Unavailability();
    private final Map<String, ApiKey> active = new ConcurrentHashMap<>();

    @Override
    public Optional<ApiKey> find(String keyHash) {
        reads.check("the keys");
        return Optional.ofNullable(active.get(keyHash));
    }

    public void put(String keyHash, ApiKey key) {
        active.put(keyHash, key);
    }

    public void revoke(String keyHash) {
        active.remove(keyHash);
    }
}
