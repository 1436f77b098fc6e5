package com.ingestlayer.history;

import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;

class InMemoryDeadDeliveriesTest extends DeadDeliveriesContract {
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();

    @Override
    protected DeadDeliveries dead() {
        return new InMemoryDeadDeliveries(records);
    }

    @Override
    protected DeliveryRecords records() {
        return records;
    }
}
