package com.ingestlayer.delivery.lambda;

import com.ingestlayer.aws.DynamoDbDeliveryRecords;
import com.ingestlayer.aws.DynamoDbOversizedBodies;
import com.ingestlayer.aws.FunctionServices;
import com.ingestlayer.aws.FunctionVariables;
import com.ingestlayer.aws.SqsMessageHider;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.telemetry.Telemetry;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.RequestMaker;
import com.ingestlayer.delivery.RetryCurve;
import com.ingestlayer.delivery.SecretCheck;
import com.ingestlayer.pipeline.RetrySchedule;
import com.ingestlayer.signature.Secrets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/** How the function is put together. */
final class DeliveryWiring {
    /** Lambda gives a function 10 s to start; a store that does not answer must not use them up. */
    private static final Duration LONGEST_SECRET_CHECK = Duration.ofSeconds(4);

    private DeliveryWiring() {}

    static Deliverer deliverer(DeliverySettings settings, Telemetry telemetry, FunctionVariables variables)
            throws InvalidConfigurationException {
        Configuration configuration = Configuration.load(settings.configDir(), variables.environment());
        Destinations destinations = new Destinations(configuration.pipelines());
        Clock clock = Clock.systemUTC();
        FunctionServices services = new FunctionServices(variables, clock);
        AwsService dynamoDb = services.service(AwsProtocol.DYNAMODB);
        Duration retention = settings.eventRetention();
        Executor workers = Workers.start("delivery");
        Secrets secrets = new SsmSecrets(services.service(AwsProtocol.SSM), settings.secretsPath(), clock);
        check(new SecretCheck(destinations, secrets, workers), telemetry);
        RequestMaker requests = new RequestMaker(
                destinations,
                secrets,
                new DynamoDbOversizedBodies(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                "ingestlayer/" + Version.TEXT);
        DeliveryRecords records =
                new DynamoDbDeliveryRecords(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock);
        HttpWebhookSender sender = new HttpWebhookSender(
                settings.attemptTimeout(),
                settings.allowPrivateDestinations(),
                Proxies.from(variables.environment()),
                clock);
        if (variables.isSnapshotMade()) {
            Priming.run(records, sender);
        }
        return new Deliverer(
                records,
                requests,
                sender,
                new SqsMessageHider(
                        services.service(AwsProtocol.SQS),
                        settings.deliveriesQueueUrl(),
                        settings.deadLetterQueueUrl(),
                        clock),
                settings.longestHiddenWait(),
                new RetryCurve(destinations, RetrySchedule.parse(settings.retrySchedule()), new SecureRandom()),
                new AttemptJournal(telemetry),
                workers,
                clock,
                System::nanoTime);
    }

    /** Counted now and not with the first invocation, before which a snapshot may be made that outlives the mistake. */
    static void check(SecretCheck secrets, Telemetry telemetry) {
        int unusable = secrets.run(LONGEST_SECRET_CHECK);
        if (unusable > 0) {
            telemetry.metrics().count("SecretsUnusable", unusable);
            telemetry.tellMetrics();
        }
    }
}
