package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;

class InMemoryEntitiesTest extends EntityLookupContract {
    private final InMemoryEntities entities = new InMemoryEntities();

    @Override
    protected EntityLookup entities() {
        return entities;
    }

    @Override
    protected void put(String kind, String externalId, ObjectNode traits) {
        entities.put(kind, externalId, traits);
    }
}
