package com.ingestlayer.delivery.lambda;

import com.ingestlayer.aws.DynamoDbDeliveryRecords;
import com.ingestlayer.aws.DynamoDbOversizedBodies;
import com.ingestlayer.aws.SqsMessageHider;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.telemetry.JsonLogHandler;
import com.ingestlayer.aws.telemetry.Telemetry;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.RequestMaker;
import com.ingestlayer.delivery.RetryCurve;
import com.ingestlayer.delivery.SecretCheck;
import com.ingestlayer.delivery.UnusableSecretException;
import com.ingestlayer.pipeline.RetrySchedule;
import com.ingestlayer.signature.Secrets;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** How the function is put together. */
final class DeliveryWiring {
    /** Lambda gives a function 10 s to start; a store that does not answer must not use them up. */
    private static final Duration LONGEST_SECRET_CHECK = Duration.ofSeconds(4);

    /** Made before anything that could fail, so that a failed start is told in JSON too. */
    @Produces
    @Singleton
    Telemetry telemetry(DeliverySettings settings) {
        Telemetry telemetry = new Telemetry(System.out, settings.stack(), Clock.systemUTC());
        JsonLogHandler.install(telemetry);
        return telemetry;
    }

    @Produces
    @Singleton
    Deliverer deliverer(
            DeliverySettings settings,
            Telemetry telemetry,
            DynamoDbClient dynamoDb,
            SqsClient sqs,
            SsmClient ssm,
            @ConfigProperty(name = "quarkus.application.version") String version)
            throws InvalidConfigurationException, UnusableSecretException {
        Configuration configuration = Configuration.load(Path.of(settings.configDir()), System::getenv);
        Destinations destinations = new Destinations(configuration.pipelines());
        Clock clock = Clock.systemUTC();
        Duration retention = settings.eventRetention();
        Executor workers = Workers.start("delivery");
        Secrets secrets = new SsmSecrets(ssm, settings.secretsPath(), clock);
        new SecretCheck(destinations, secrets, workers).run(LONGEST_SECRET_CHECK);
        RequestMaker requests = new RequestMaker(
                destinations,
                secrets,
                new DynamoDbOversizedBodies(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                "ingestlayer/" + version);
        return new Deliverer(
                new DynamoDbDeliveryRecords(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                requests,
                new HttpWebhookSender(
                        settings.attemptTimeout(),
                        settings.allowPrivateDestinations(),
                        Proxies.from(System::getenv),
                        clock),
                new SqsMessageHider(sqs, settings.deliveriesQueueUrl(), clock),
                new RetryCurve(destinations, RetrySchedule.parse(settings.retrySchedule()), new SecureRandom()),
                new AttemptJournal(telemetry),
                workers,
                clock,
                System::nanoTime);
    }
}
