package com.ingestlayer.local.engines;

import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.local.StackLayout;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The stack's tables in DynamoDB Local. */
final class LocalTables {
    private LocalTables() {}

    /**
     * Makes the tables that do not exist.
     *
     * @return whether none existed
     * @throws IllegalStateException when a table has the keys or indexes of another version of the stack
     */
    static boolean create(DynamoDbClient dynamoDb) {
        Set<String> existing = new HashSet<>(dynamoDb.listTables().tableNames());
        List<CreateTableRequest> tables = List.of(
                TableSchemas.events(StackLayout.EVENTS_TABLE),
                TableSchemas.entities(StackLayout.ENTITIES_TABLE),
                TableSchemas.state(StackLayout.STATE_TABLE),
                TableSchemas.keys(StackLayout.KEYS_TABLE));
        for (CreateTableRequest table : tables) {
            if (existing.contains(table.tableName())) {
                refuseAnotherSchema(
                        table,
                        dynamoDb.describeTable(describe -> describe.tableName(table.tableName()))
                                .table());
            } else {
                dynamoDb.createTable(table);
            }
        }
        for (String table : List.of(StackLayout.EVENTS_TABLE, StackLayout.STATE_TABLE)) {
            if (!existing.contains(table)) {
                dynamoDb.updateTimeToLive(TableSchemas.expiry(table));
            }
        }
        return existing.isEmpty();
    }

    private static void refuseAnotherSchema(CreateTableRequest wanted, TableDescription found) {
        Set<String> wantedIndexes = wanted.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndex::indexName)
                .collect(Collectors.toSet());
        Set<String> foundIndexes = found.globalSecondaryIndexes().stream()
                .map(GlobalSecondaryIndexDescription::indexName)
                .collect(Collectors.toSet());
        if (!wanted.keySchema().equals(found.keySchema()) || !wantedIndexes.equals(foundIndexes)) {
            throw new IllegalStateException("the kept table " + wanted.tableName()
                    + " is that of another version of the stack; use a new directory for its data");
        }
    }
}
