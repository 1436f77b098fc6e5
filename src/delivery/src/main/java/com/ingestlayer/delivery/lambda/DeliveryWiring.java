package com.ingestlayer.delivery.lambda;

import com.ingestlayer.aws.FunctionWiring;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.aws.events.DynamoDbDeliveryRecords;
import com.ingestlayer.aws.events.DynamoDbOversizedBodies;
import com.ingestlayer.aws.queue.SqsRetryScheduler;
import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.RetryPolicy;
import com.ingestlayer.delivery.RetryScheduler;
import com.ingestlayer.delivery.SecretCheck;
import com.ingestlayer.delivery.WebhookRequestFactory;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.dispatch.OversizedBodies;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.telemetry.FunctionVariables;
import com.ingestlayer.telemetry.Telemetry;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * Assembles the function: its settings, core's ports on AWS, and the deliverer. {@link FunctionWiring} produces the
 * clients of AWS and the rest of what both functions need.
 */
@Singleton
final class DeliveryWiring {
    /** @throws IllegalStateException when a variable is missing or has an invalid value */
    @Produces
    @Singleton
    DeliverySettings settings(FunctionVariables variables) {
        return DeliverySettings.of(variables);
    }

    /** @throws InvalidConfigurationException with every mistake in the configuration's files */
    @Produces
    @Singleton
    Destinations destinations(DeliverySettings settings, FunctionVariables variables)
            throws InvalidConfigurationException {
        return new Destinations(Configuration.load(settings.configDir(), variables.environment())
                .destinations());
    }

    /** The client is created when the first secret is looked up, because a configuration may not use any. */
    @Produces
    @Singleton
    Secrets secrets(Instance<SsmClient> ssm, DeliverySettings settings, Clock clock) {
        return new SsmSecrets(ssm::get, settings.secretsPath(), clock);
    }

    @Produces
    @Singleton
    DeliveryRecords records(DynamoDbClient dynamoDb, DeliverySettings settings, Clock clock) {
        return new DynamoDbDeliveryRecords(
                dynamoDb, settings.eventsTable(), settings.eventRetention(), Runnable::run, clock);
    }

    @Produces
    @Singleton
    OversizedBodies bodies(DynamoDbClient dynamoDb, DeliverySettings settings, Clock clock) {
        return new DynamoDbOversizedBodies(
                dynamoDb, settings.eventsTable(), settings.eventRetention(), Runnable::run, clock);
    }

    @Produces
    @Singleton
    RetryScheduler hider(SqsClient sqs, DeliverySettings settings, Clock clock) {
        return new SqsRetryScheduler(sqs, settings.deliveriesQueueUrl(), settings.deadLetterQueueUrl(), clock);
    }

    @Produces
    @Singleton
    HttpWebhookSender sender(DeliverySettings settings, Clock clock) {
        return new HttpWebhookSender(
                settings.attemptTimeout(), settings.allowPrivateDestinations(), Proxies.from(System::getenv), clock);
    }

    @Produces
    @Singleton
    SecretCheck secretCheck(Destinations destinations, Secrets secrets) {
        return new SecretCheck(destinations, secrets, Workers.start("secret-check"));
    }

    @Produces
    @Singleton
    Deliverer deliverer(
            DeliverySettings settings,
            Destinations destinations,
            DeliveryRecords records,
            Secrets secrets,
            OversizedBodies bodies,
            HttpWebhookSender sender,
            RetryScheduler hider,
            Telemetry telemetry,
            Clock clock) {
        return new Deliverer(
                records,
                new WebhookRequestFactory(destinations, secrets, bodies, "ingestlayer/" + Version.TEXT),
                sender,
                hider,
                settings.longestHiddenWait(),
                new RetryPolicy(destinations, RetrySchedule.parse(settings.retrySchedule()), new SecureRandom()),
                new AttemptListener(telemetry),
                Workers.start("delivery"),
                clock,
                System::nanoTime);
    }
}
