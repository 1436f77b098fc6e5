package com.ingestlayer.ingest;

class InMemorySourceRegistryTest extends SourceRegistryContract {
    private final InMemorySourceRegistry registry = new InMemorySourceRegistry();

    @Override
    protected SourceRegistry registry() {
        return registry;
    }

    @Override
    protected WebhookSources lookup() {
        return registry;
    }
}
