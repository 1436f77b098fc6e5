package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.access.ApiKeys;
import com.ingestlayer.access.RateLimiter;
import com.ingestlayer.aws.AwsClients;
import com.ingestlayer.aws.FunctionWiring;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.entities.DynamoDbEntityLookup;
import com.ingestlayer.aws.entities.DynamoDbEntityStore;
import com.ingestlayer.aws.events.DynamoDbEventHistory;
import com.ingestlayer.aws.events.DynamoDbEventStore;
import com.ingestlayer.aws.events.DynamoDbOversizedBodies;
import com.ingestlayer.aws.keys.DynamoDbApiKeys;
import com.ingestlayer.aws.keys.DynamoDbWebhookSources;
import com.ingestlayer.aws.models.BedrockClient;
import com.ingestlayer.aws.models.BedrockModel;
import com.ingestlayer.aws.queue.SqsDeliveryQueue;
import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.aws.state.DynamoDbRateLimiter;
import com.ingestlayer.aws.state.DynamoDbWindowCounters;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.source.WebhookSources;
import com.ingestlayer.telemetry.Telemetry;
import com.ingestlayer.window.WindowCounters;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Produces the implementations of core's ports on AWS, with the clients of {@link FunctionWiring}. Producing one makes
 * no call.
 */
@Singleton
class AwsPorts {
    private final IngressSettings settings;
    private final Clock clock;
    private final Executor workers = Workers.start("aws-call");

    AwsPorts(IngressSettings settings, Clock clock) {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Produces
    @Singleton
    EventStore eventLog(DynamoDbClient dynamoDb, TimeLeft timeLeft) {
        return new DynamoDbEventStore(
                dynamoDb, settings.eventsTable(), settings.eventRetention(), timeLeft, workers, clock);
    }

    @Produces
    @Singleton
    EventHistory eventArchive(DynamoDbClient dynamoDb) {
        return new DynamoDbEventHistory(dynamoDb, settings.eventsTable(), workers, clock);
    }

    @Produces
    @Singleton
    EntityLookup entityLookup(DynamoDbClient dynamoDb) {
        return new DynamoDbEntityLookup(dynamoDb, settings.entitiesTable(), workers);
    }

    @Produces
    @Singleton
    EntityStore entityStore(DynamoDbClient dynamoDb) {
        return new DynamoDbEntityStore(dynamoDb, settings.entitiesTable(), workers, clock);
    }

    @Produces
    @Singleton
    WindowCounters slots(DynamoDbClient dynamoDb, EventStore log) {
        return new DynamoDbWindowCounters(
                dynamoDb, settings.stateTable(), log, settings.eventRetention(), workers, clock);
    }

    @Produces
    @Singleton
    RateLimiter rateLimiter(DynamoDbClient dynamoDb) {
        return new DynamoDbRateLimiter(dynamoDb, settings.stateTable(), clock);
    }

    @Produces
    @Singleton
    ApiKeys apiKeys(DynamoDbClient dynamoDb) {
        return new DynamoDbApiKeys(dynamoDb, settings.keysTable());
    }

    @Produces
    @Singleton
    WebhookSources webhookSources(DynamoDbClient dynamoDb) {
        return new DynamoDbWebhookSources(dynamoDb, settings.keysTable());
    }

    /** The client is created when the first secret is looked up, because there may be no signed source. */
    @Produces
    @Singleton
    Secrets sourceSecrets(Instance<SsmClient> ssm) {
        return new SsmSecrets(ssm::get, settings.sourceSecretsPath(), clock);
    }

    @Produces
    @Singleton
    DeliveryQueue deliveryQueue(SqsClient sqs, DynamoDbClient dynamoDb, Telemetry telemetry) {
        return new SqsDeliveryQueue(
                sqs,
                settings.deliveriesQueueUrl(),
                new DynamoDbOversizedBodies(
                        dynamoDb, settings.eventsTable(), settings.eventRetention(), Runnable::run, clock),
                telemetry::trace,
                workers,
                clock);
    }

    @Produces
    @Singleton
    LanguageModel languageModel(AwsClients clients) {
        return new BedrockModel(
                new BedrockClient(clients.bedrock(BedrockModel.PATIENCE)),
                BedrockModel.PATIENCE,
                Workers.start("bedrock"));
    }
}
