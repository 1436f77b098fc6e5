package com.ingestlayer.ingest;

class InMemoryEventStoreTest extends EventStoreContract {
    private final InMemoryEventStore log = new InMemoryEventStore();

    @Override
    protected EventStore log() {
        return log;
    }
}
