package com.ingestlayer.source;

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
