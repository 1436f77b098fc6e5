package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.archive.EventArchive;
import com.ingestlayer.aws.DynamoDbEntityStore;
import com.ingestlayer.aws.DynamoDbEventArchive;
import com.ingestlayer.aws.DynamoDbKeyRegistry;
import com.ingestlayer.aws.DynamoDbSourceRegistry;
import com.ingestlayer.aws.SsmSecretKeeper;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.ingest.KeyRegistry;
import com.ingestlayer.ingest.SourceRegistry;
import com.ingestlayer.signature.SecretKeeper;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

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
    public SourceRegistry sources() {
        return new DynamoDbSourceRegistry(dynamoDb(), names.get().tables().keys());
    }

    @Override
    public SecretKeeper secrets() {
        return new SsmSecretKeeper(
                clients.build(SsmClient.builder(), "SSM"), names.get().sourceSecrets());
    }

    @Override
    public EntityStore entities() {
        return new DynamoDbEntityStore(
                dynamoDb(), names.get().tables().entities(), Workers.start("entities"), Clock.systemUTC());
    }

    @Override
    public EventArchive events() {
        return new DynamoDbEventArchive(
                dynamoDb(), names.get().tables().events(), Workers.start("events"), Clock.systemUTC());
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
