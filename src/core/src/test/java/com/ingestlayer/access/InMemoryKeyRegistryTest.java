package com.ingestlayer.access;

class InMemoryKeyRegistryTest extends KeyRegistryContract {
    private final InMemoryKeyRegistry registry = new InMemoryKeyRegistry();

    @Override
    protected KeyRegistry registry() {
        return registry;
    }

    @Override
    protected ApiKeys lookup() {
        return registry;
    }
}
