package com.ingestlayer.ingest;

class InMemoryEventLogTest extends EventLogContract {
    private final InMemoryEventLog log = new InMemoryEventLog();

    @Override
    protected EventLog log() {
        return log;
    }
}
