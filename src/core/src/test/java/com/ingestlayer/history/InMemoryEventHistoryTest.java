package com.ingestlayer.history;

import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.ingest.InMemoryEventStore;

class InMemoryEventHistoryTest extends EventHistoryContract {
    private final InMemoryEventStore log = new InMemoryEventStore();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();

    @Override
    protected EventHistory archive() {
        return new InMemoryEventHistory(log, records);
    }

    @Override
    protected EventStore log() {
        return log;
    }

    @Override
    protected DeliveryRecords records() {
        return records;
    }
}
