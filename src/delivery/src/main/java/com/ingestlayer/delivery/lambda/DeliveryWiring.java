package com.ingestlayer.delivery.lambda;

import com.ingestlayer.aws.DynamoDbDeliveryRecords;
import com.ingestlayer.aws.DynamoDbOversizedBodies;
import com.ingestlayer.aws.SqsMessageHider;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.RequestMaker;
import com.ingestlayer.delivery.RetryCurve;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** How the function is put together. */
final class DeliveryWiring {
    @Produces
    @Singleton
    Deliverer deliverer(
            DeliverySettings settings,
            DynamoDbClient dynamoDb,
            SqsClient sqs,
            SsmClient ssm,
            @ConfigProperty(name = "quarkus.application.version") String version)
            throws InvalidConfigurationException {
        Configuration configuration = Configuration.load(Path.of(settings.configDir()), System::getenv);
        Clock clock = Clock.systemUTC();
        Duration retention = settings.eventRetention();
        RequestMaker requests = new RequestMaker(
                new Destinations(configuration.pipelines()),
                new SsmSecrets(ssm, settings.secretsPath(), clock),
                new DynamoDbOversizedBodies(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                "ingestlayer/" + version);
        return new Deliverer(
                new DynamoDbDeliveryRecords(dynamoDb, settings.eventsTable(), retention, Runnable::run, clock),
                requests,
                new HttpWebhookSender(settings.attemptTimeout(), settings.allowPrivateDestinations(), clock),
                new SqsMessageHider(sqs, settings.deliveriesQueueUrl()),
                RetryCurve.parse(settings.retrySchedule()),
                Workers.start("delivery"),
                clock);
    }
}
