package com.ingestlayer.cli;

import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.ingest.InMemoryKeyRegistry;
import java.util.Optional;

/** A stack in memory. */
public final class InMemoryStack implements Stack {
    public final InMemoryKeyRegistry keys = new InMemoryKeyRegistry();

    @Override
    public InMemoryKeyRegistry keys() {
        return keys;
    }

    @Override
    public Optional<String> apiUrl() {
        return Optional.of("https://api.example");
    }
}
