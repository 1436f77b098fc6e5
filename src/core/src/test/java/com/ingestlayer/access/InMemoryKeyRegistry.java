package com.ingestlayer.access;

import com.ingestlayer.Unavailability;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** API keys in a map, both for managing and for looking them up. */
public final class InMemoryKeyRegistry implements KeyRegistry, ApiKeys {
    public final Unavailability table = new Unavailability();
    private final Map<String, RegisteredKey> keys = new ConcurrentHashMap<>();

    @Override
    public void add(RegisteredKey key) {
        table.check("the Keys table");
        if (keys.putIfAbsent(key.keyHash(), key) != null) {
            throw new IllegalStateException("there is a key of this hash");
        }
    }

    @Override
    public List<RegisteredKey> list() {
        table.check("the Keys table");
        return keys.values().stream()
                .sorted(Comparator.comparing(key -> key.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean revoke(String keyHash) {
        table.check("the Keys table");
        RegisteredKey key = keys.get(keyHash);
        if (key == null || !key.active()) {
            return false;
        }
        keys.put(keyHash, new RegisteredKey(keyHash, key.hint(), key.key(), false, key.createdAt()));
        return true;
    }

    @Override
    public Optional<ApiKey> find(String keyHash) {
        table.check("the Keys table");
        return Optional.ofNullable(keys.get(keyHash))
                .filter(RegisteredKey::active)
                .map(RegisteredKey::key);
    }
}
