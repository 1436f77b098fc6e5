package com.ingestlayer.cli;

import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.ingest.InMemoryKeyRegistry;
import com.ingestlayer.ingest.InMemorySourceRegistry;
import com.ingestlayer.signature.InMemorySecrets;
import java.util.Optional;

/** A stack in memory. */
public final class InMemoryStack implements Stack {
    public final InMemoryKeyRegistry keys = new InMemoryKeyRegistry();
    public final InMemorySourceRegistry sources = new InMemorySourceRegistry();
    public final InMemorySecrets secrets = new InMemorySecrets();

    @Override
    public InMemoryKeyRegistry keys() {
        return keys;
    }

    @Override
    public InMemorySourceRegistry sources() {
        return sources;
    }

    @Override
    public InMemorySecrets secrets() {
        return secrets;
    }

    @Override
    public Optional<String> apiUrl() {
        return Optional.of("https://api.example");
    }
}
