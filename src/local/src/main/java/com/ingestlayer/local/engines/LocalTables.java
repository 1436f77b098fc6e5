package com.ingestlayer.local.engines;

import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.local.StackLayout;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The stack's tables in DynamoDB Local. */
final class LocalTables {
    private LocalTables() {}

    static void create(DynamoDbClient dynamoDb) {
        dynamoDb.createTable(TableSchemas.events(StackLayout.EVENTS_TABLE));
        dynamoDb.createTable(TableSchemas.entities(StackLayout.ENTITIES_TABLE));
        dynamoDb.createTable(TableSchemas.state(StackLayout.STATE_TABLE));
        dynamoDb.createTable(TableSchemas.keys(StackLayout.KEYS_TABLE));
        for (String table : List.of(StackLayout.EVENTS_TABLE, StackLayout.STATE_TABLE)) {
            dynamoDb.updateTimeToLive(TableSchemas.expiry(table));
        }
    }
}
