package com.ingestlayer.ingress;

import com.ingestlayer.agent.AgentCalls;
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
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.Authenticator;
import com.ingestlayer.ingest.DeliveryQueue;
import com.ingestlayer.ingest.EventLog;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.WebhookGate;
import com.ingestlayer.pipeline.Outside;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.replay.EventReplay;
import com.ingestlayer.replay.Rerun;
import com.maxmind.db.Metadata;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How the function is put together. */
@RegisterForReflection(targets = Metadata.class) // which the reader of MaxMind's format makes by its annotations
final class IngressWiring {
    private IngressWiring() {}

    static Router router(
            IngressSettings settings, Telemetry telemetry, Supplier<Duration> timeLeft, FunctionVariables variables)
            throws InvalidConfigurationException {
        Configuration configuration = Configuration.load(settings.configDir(), variables.environment());
        Clock clock = Clock.systemUTC();
        AwsClients clients = AwsClients.ofFunction(variables);
        DynamoDbClient dynamoDb = clients.dynamoDb();
        SqsClient sqs = clients.sqs();
        Executor workers = Workers.start("aws-call");
        Duration retention = settings.eventRetention();
        IngressJournal journal = new IngressJournal(telemetry);
        EventLog log = new DynamoDbEventLog(dynamoDb, settings.eventsTable(), retention, timeLeft, workers, clock);
        EntityLookup lookup = new DynamoDbEntityLookup(dynamoDb, settings.entitiesTable(), workers);
        EntityStore entities = new DynamoDbEntityStore(dynamoDb, settings.entitiesTable(), workers, clock);
        Outside outside = new Outside(
                        lookup,
                        Outside.Merge.into(entities),
                        new DynamoDbSlots(dynamoDb, settings.stateTable(), log, retention, workers, clock),
                        new BedrockModel(
                                new BedrockClient(clients.bedrock(BedrockModel.PATIENCE)),
                                BedrockModel.PATIENCE,
                                Workers.start("bedrock")),
                        clock)
                .with(configuration.ips());
        DeliveryQueue queue = new SqsDeliveryQueue(
                sqs,
                settings.deliveriesQueueUrl(),
                new DynamoDbOversizedBodies(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                telemetry::trace,
                workers,
                clock);
        Ingestion ingestion = new Ingestion(
                new Declarations(configuration.declarations(), settings.undeclared()),
                new Pipelines(configuration.pipelines(), outside),
                new Ids(clock, new SecureRandom()),
                log,
                queue,
                new DynamoDbRateLimiter(dynamoDb, settings.stateTable(), clock),
                journal,
                clock);
        Authenticator authenticator = new Authenticator(new DynamoDbApiKeys(dynamoDb, settings.keysTable()), clock);
        WebhookGate gate = new WebhookGate(
                new DynamoDbWebhookSources(dynamoDb, settings.keysTable()),
                new SsmSecrets(clients::ssm, settings.sourceSecretsPath(), clock),
                clock);
        Pipelines again = new Pipelines(
                configuration.pipelines(),
                Outside.forReplay(lookup, outside.model(), clock).with(configuration.ips()));
        EventArchive archive = new DynamoDbEventArchive(dynamoDb, settings.eventsTable(), workers, clock);
        List<Route> routes = Stream.of(
                        HealthRoutes.routes(),
                        new IngestRoutes(authenticator, ingestion).routes(),
                        new WebhookRoutes(gate, ingestion).routes(),
                        new AgentRoutes(authenticator, ingestion, new AgentCalls(ingestion, archive, again)).routes(),
                        new EntityRoutes(authenticator, entities).routes(),
                        new EventRoutes(authenticator, archive).routes(),
                        new ReplayRoutes(authenticator, new EventReplay(archive, new Rerun(again, clock), queue))
                                .routes())
                .flatMap(List::stream)
                .toList();
        if (variables.isSnapshotMade()) {
            Priming.run(routes);
        }
        return new Router(routes, journal);
    }
}
