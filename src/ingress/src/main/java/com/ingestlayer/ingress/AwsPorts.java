package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.archive.EventArchive;
import com.ingestlayer.aws.AwsClients;
import com.ingestlayer.aws.DynamoDbApiKeys;
import com.ingestlayer.aws.DynamoDbEntityLookup;
import com.ingestlayer.aws.DynamoDbEntityStore;
import com.ingestlayer.aws.DynamoDbEventArchive;
import com.ingestlayer.aws.DynamoDbEventLog;
import com.ingestlayer.aws.DynamoDbOversizedBodies;
import com.ingestlayer.aws.DynamoDbRateLimiter;
import com.ingestlayer.aws.DynamoDbSlots;
import com.ingestlayer.aws.DynamoDbWebhookSources;
import com.ingestlayer.aws.FunctionVariables;
import com.ingestlayer.aws.SqsDeliveryQueue;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.bedrock.BedrockClient;
import com.ingestlayer.aws.bedrock.BedrockModel;
import com.ingestlayer.aws.telemetry.Telemetry;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.ingest.ApiKeys;
import com.ingestlayer.ingest.DeliveryQueue;
import com.ingestlayer.ingest.EventLog;
import com.ingestlayer.ingest.RateLimiter;
import com.ingestlayer.ingest.WebhookSources;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.slot.Slots;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What core asks for, on the services of AWS. Making one makes no call. */
@Singleton
class AwsPorts {
    private final IngressSettings settings;
    private final Clock clock;
    private final AwsClients clients;
    private final DynamoDbClient dynamoDb;
    private final Executor workers = Workers.start("aws-call");

    AwsPorts(IngressSettings settings, FunctionVariables variables, Clock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        clients = AwsClients.ofFunction(variables);
        dynamoDb = clients.dynamoDb();
    }

    @Produces
    @Singleton
    EventLog eventLog(TimeLeft timeLeft) {
        return new DynamoDbEventLog(
                dynamoDb, settings.eventsTable(), settings.eventRetention(), timeLeft, workers, clock);
    }

    @Produces
    @Singleton
    EventArchive eventArchive() {
        return new DynamoDbEventArchive(dynamoDb, settings.eventsTable(), workers, clock);
    }

    @Produces
    @Singleton
    EntityLookup entityLookup() {
        return new DynamoDbEntityLookup(dynamoDb, settings.entitiesTable(), workers);
    }

    @Produces
    @Singleton
    EntityStore entityStore() {
        return new DynamoDbEntityStore(dynamoDb, settings.entitiesTable(), workers, clock);
    }

    @Produces
    @Singleton
    Slots slots(EventLog log) {
        return new DynamoDbSlots(dynamoDb, settings.stateTable(), log, settings.eventRetention(), workers, clock);
    }

    @Produces
    @Singleton
    RateLimiter rateLimiter() {
        return new DynamoDbRateLimiter(dynamoDb, settings.stateTable(), clock);
    }

    @Produces
    @Singleton
    ApiKeys apiKeys() {
        return new DynamoDbApiKeys(dynamoDb, settings.keysTable());
    }

    @Produces
    @Singleton
    WebhookSources webhookSources() {
        return new DynamoDbWebhookSources(dynamoDb, settings.keysTable());
    }

    @Produces
    @Singleton
    Secrets sourceSecrets() {
        return new SsmSecrets(clients::ssm, settings.sourceSecretsPath(), clock);
    }

    @Produces
    @Singleton
    DeliveryQueue deliveryQueue(Telemetry telemetry) {
        return new SqsDeliveryQueue(
                clients.sqs(),
                settings.deliveriesQueueUrl(),
                new DynamoDbOversizedBodies(
                        dynamoDb, settings.eventsTable(), settings.eventRetention(), Runnable::run, clock),
                telemetry::trace,
                workers,
                clock);
    }

    @Produces
    @Singleton
    LanguageModel languageModel() {
        return new BedrockModel(
                new BedrockClient(clients.bedrock(BedrockModel.PATIENCE)),
                BedrockModel.PATIENCE,
                Workers.start("bedrock"));
    }
}
