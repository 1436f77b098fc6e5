package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.entities.DynamoDbEntityLookup;
import com.ingestlayer.aws.entities.DynamoDbEntityStore;
import com.ingestlayer.aws.events.DynamoDbDeadDeliveries;
import com.ingestlayer.aws.events.DynamoDbDeliveryRecords;
import com.ingestlayer.aws.events.DynamoDbEventHistory;
import com.ingestlayer.aws.events.DynamoDbOversizedBodies;
import com.ingestlayer.aws.keys.DynamoDbKeyRegistry;
import com.ingestlayer.aws.keys.DynamoDbSourceRegistry;
import com.ingestlayer.aws.models.BedrockClient;
import com.ingestlayer.aws.models.BedrockModel;
import com.ingestlayer.aws.queue.SqsDeadLetterQueue;
import com.ingestlayer.aws.queue.SqsDeliveryQueue;
import com.ingestlayer.aws.secrets.SsmSecretKeeper;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.source.SourceRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** A stack on AWS, or on the local engines that replace AWS. */
final class StackOnAws implements Stack {
    /** How long bodies that are too large for the queue are kept; template.yaml sets the same value for the functions. */
    private static final Duration RETENTION = Duration.ofDays(90);

    private final Clients clients;
    private final Supplier<StackNames> names;

    /** @param names is asked whenever a name is needed, and not before */
    StackOnAws(Clients clients, Supplier<StackNames> names) {
        this.clients = requireNonNull(clients, "clients is null");
        this.names = requireNonNull(names, "names is null");
    }

    @Override
    public KeyRegistry keys() {
        return new DynamoDbKeyRegistry(clients.dynamoDb(), names.get().tables().keys());
    }

    @Override
    public SourceRegistry sources() {
        return new DynamoDbSourceRegistry(
                clients.dynamoDb(), names.get().tables().keys());
    }

    @Override
    public SecretKeeper secrets() {
        return new SsmSecretKeeper(clients.ssm(), names.get().sourceSecrets());
    }

    @Override
    public EntityStore entities() {
        return new DynamoDbEntityStore(
                clients.dynamoDb(), names.get().tables().entities(), Workers.start("entities"), Clock.systemUTC());
    }

    @Override
    public EventHistory events() {
        return new DynamoDbEventHistory(
                clients.dynamoDb(), names.get().tables().events(), Workers.start("events"), Clock.systemUTC());
    }

    @Override
    public DeadLetters deadLetters() {
        StackNames.QueueUrls queues = names.get().queues();
        Executor workers = Workers.start("dead-letters");
        return new DeadLetters(
                new SqsDeadLetterQueue(clients.sqs(), queues.deadLetters(), queues.deliveries(), workers),
                deliveries(),
                Clock.systemUTC());
    }

    @Override
    public DeliveryRecords deliveries() {
        return new DynamoDbDeliveryRecords(
                clients.dynamoDb(),
                names.get().tables().events(),
                RETENTION,
                Workers.start("records"),
                Clock.systemUTC());
    }

    @Override
    public DeadDeliveries deadDeliveries() {
        return new DynamoDbDeadDeliveries(
                clients.dynamoDb(), names.get().tables().events(), Workers.start("dead-deliveries"), Clock.systemUTC());
    }

    @Override
    public DeliveryQueue queue() {
        return new SqsDeliveryQueue(
                clients.sqs(),
                names.get().queues().deliveries(),
                new DynamoDbOversizedBodies(
                        clients.dynamoDb(), names.get().tables().events(), RETENTION, Runnable::run, Clock.systemUTC()),
                Workers.start("queue"),
                Clock.systemUTC());
    }

    @Override
    public EntityLookup entityLookup() {
        return new DynamoDbEntityLookup(
                clients.dynamoDb(), names.get().tables().entities(), Workers.start("entity-lookup"));
    }

    @Override
    public LanguageModel model() {
        BedrockRuntimeClient bedrock = clients.bedrock(BedrockModel.PATIENCE);
        return new BedrockModel(new BedrockClient(() -> bedrock), BedrockModel.PATIENCE, Workers.start("bedrock"));
    }

    @Override
    public Optional<String> webhookUrl() {
        return names.get().webhookUrl();
    }

    @Override
    public Optional<String> apiUrl() {
        return names.get().apiUrl();
    }
}
