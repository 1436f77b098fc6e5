package com.ingestlayer.aws;

import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.DeliveryRecordsContract;
import java.time.Clock;
import java.time.Duration;

class DynamoDbDeliveryRecordsTest extends DeliveryRecordsContract {
    private final DeliveryRecords records = new DynamoDbDeliveryRecords(
            TestEngines.dynamoDb(),
            TestEngines.newEventsTable(),
            Duration.ofDays(90),
            Runnable::run,
            Clock.systemUTC());

    @Override
    protected DeliveryRecords records() {
        return records;
    }
}
