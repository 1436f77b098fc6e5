package com.ingestlayer.local.engines;

import com.ingestlayer.aws.TableSchemas;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.local.StackLayout;
import java.util.List;

/** The stack's tables in DynamoDB Local, made through the client that the adapters have. */
final class LocalTables {
    private LocalTables() {}

    static void create(AwsService dynamoDb) {
        dynamoDb.call("CreateTable", TableSchemas.events(StackLayout.EVENTS_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.entities(StackLayout.ENTITIES_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.state(StackLayout.STATE_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.keys(StackLayout.KEYS_TABLE));
        for (String table : List.of(StackLayout.EVENTS_TABLE, StackLayout.STATE_TABLE)) {
            dynamoDb.call("UpdateTimeToLive", TableSchemas.expiry(table));
        }
    }
}
