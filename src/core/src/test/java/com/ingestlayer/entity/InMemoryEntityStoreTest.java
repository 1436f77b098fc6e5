package com.ingestlayer.entity;

class InMemoryEntityStoreTest extends EntityStoreContract {
    private final InMemoryEntities entities = new InMemoryEntities(clock);

    @Override
    protected EntityStore store() {
        return entities;
    }
}
