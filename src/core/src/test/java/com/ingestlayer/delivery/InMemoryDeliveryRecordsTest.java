package com.ingestlayer.delivery;

class InMemoryDeliveryRecordsTest extends DeliveryRecordsContract {
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();

    @Override
    protected DeliveryRecords records() {
        return records;
    }
}
