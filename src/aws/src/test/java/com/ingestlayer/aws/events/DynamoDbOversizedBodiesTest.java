package com.ingestlayer.aws.events;

import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.dispatch.OversizedBodies;
import com.ingestlayer.dispatch.OversizedBodiesContract;
import java.time.Clock;
import java.time.Duration;

class DynamoDbOversizedBodiesTest extends OversizedBodiesContract {
    private final OversizedBodies bodies = new DynamoDbOversizedBodies(
            TestEngines.dynamoDb(),
            TestEngines.newEventsTable(),
            Duration.ofDays(90),
            Runnable::run,
            Clock.systemUTC());

    @Override
    protected OversizedBodies bodies() {
        return bodies;
    }
}
