package com.ingestlayer.dispatch;

class InMemoryOversizedBodiesTest extends OversizedBodiesContract {
    private final InMemoryOversizedBodies bodies = new InMemoryOversizedBodies();

    @Override
    protected OversizedBodies bodies() {
        return bodies;
    }
}
