package com.ingestlayer.archive;

import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.ingest.EventLog;
import com.ingestlayer.ingest.InMemoryEventLog;

class InMemoryEventArchiveTest extends EventArchiveContract {
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();

    @Override
    protected EventArchive archive() {
        return new InMemoryEventArchive(log, records);
    }

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected DeliveryRecords records() {
        return records;
    }
}
