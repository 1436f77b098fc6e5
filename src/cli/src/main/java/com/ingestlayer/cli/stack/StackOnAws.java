package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.DynamoDbKeyRegistry;
import com.ingestlayer.ingest.KeyRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A stack behind AWS's services, or behind the engines that stand in for them. */
final class StackOnAws implements Stack {
    private final Clients clients;
    private final Supplier<StackNames> names;
    private DynamoDbClient dynamoDb;

    /** @param names asked for when first needed, each time */
    StackOnAws(Clients clients, Supplier<StackNames> names) {
        this.clients = requireNonNull(clients, "clients is null");
        this.names = requireNonNull(names, "names is null");
    }

    @Override
    public KeyRegistry keys() {
        return new DynamoDbKeyRegistry(dynamoDb(), names.get().tables().keys());
    }

    @Override
    public Optional<String> apiUrl() {
        return names.get().apiUrl();
    }

    private synchronized DynamoDbClient dynamoDb() {
        if (dynamoDb == null) {
            dynamoDb = clients.dynamoDb();
        }
        return dynamoDb;
    }
}
