package com.ingestlayer.signature;

import com.ingestlayer.Unavailability;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets in a map. */
public final class InMemorySecrets implements Secrets, SecretKeeper {
    public final Unavailability store = new Unavailability();
    private final Map<String, SigningSecret> secrets = new ConcurrentHashMap<>();

    @Override
    public Optional<SigningSecret> find(String name) {
        store.check("the parameter store");
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public void put(String name, SigningSecret secret) {
        store.check("the parameter store");
        secrets.put(name, secret);
    }

    @Override
    public void remove(String name) {
        store.check("the parameter store");
        secrets.remove(name);
    }
}
