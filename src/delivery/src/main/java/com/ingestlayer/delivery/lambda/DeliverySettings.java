package com.ingestlayer.delivery.lambda;

import com.ingestlayer.delivery.Deliverer;
import com.ingestlayer.telemetry.FunctionVariables;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of the function.
 *
 * @param configDir the directory with {@code events/} and {@code pipelines/}; a layer's files are under {@code /opt}
 * @param eventsTable the name of the Events table
 * @param deliveriesQueueUrl the URL of the deliveries queue
 * @param deadLetterQueueUrl the URL of the dead-letter queue
 * @param secretsPath the prefix of a secret's name in the parameter store, such as {@code /ingestlayer/secrets/}
 * @param eventRetention how long delivery records are kept after their last attempt
 * @param retrySchedule the waits after the first, second, third and fourth failure
 * @param longestHiddenWait the longest wait for which a message is hidden, and so counts as in flight
 * @param attemptTimeout the limit of one attempt, from the DNS lookup to the end of the answer
 * @param allowPrivateDestinations whether addresses outside the public internet, and plain http, are allowed
 */
record DeliverySettings(
        Path configDir,
        String eventsTable,
        String deliveriesQueueUrl,
        String deadLetterQueueUrl,
        String secretsPath,
        Duration eventRetention,
        String retrySchedule,
        Duration longestHiddenWait,
        Duration attemptTimeout,
        boolean allowPrivateDestinations) {

    /**
     * Reads the settings from the function's variables.
     *
     * @throws IllegalStateException when a variable is missing or has an invalid value
     */
    static DeliverySettings of(FunctionVariables variables) {
        variables.require(
                "INGESTLAYER_STACK",
                "INGESTLAYER_EVENTS_TABLE",
                "INGESTLAYER_DELIVERIES_QUEUE_URL",
                "INGESTLAYER_DEAD_LETTER_QUEUE_URL",
                "INGESTLAYER_SECRETS_PATH");
        return new DeliverySettings(
                Path.of(variables.find("INGESTLAYER_CONFIG_DIR").orElse("/opt")),
                variables.get("INGESTLAYER_EVENTS_TABLE"),
                variables.get("INGESTLAYER_DELIVERIES_QUEUE_URL"),
                variables.get("INGESTLAYER_DEAD_LETTER_QUEUE_URL"),
                variables.get("INGESTLAYER_SECRETS_PATH"),
                variables.duration("INGESTLAYER_EVENT_RETENTION", Duration.ofDays(90)),
                variables.find("INGESTLAYER_RETRY_SCHEDULE").orElse("30s,2m,10m,1h"),
                longestHiddenWait(variables),
                variables.duration("INGESTLAYER_ATTEMPT_TIMEOUT", Duration.ofSeconds(10)),
                variables.flag("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS"));
    }

    /**
     * Reads the longest hidden wait. A longer one than the default could end after the queue's visibility timeout has
     * made the message visible again.
     */
    private static Duration longestHiddenWait(FunctionVariables variables) {
        Duration wait = variables.duration("INGESTLAYER_LONGEST_HIDDEN_WAIT", Deliverer.LONGEST_HIDDEN_WAIT);
        if (wait.compareTo(Deliverer.LONGEST_HIDDEN_WAIT) > 0) {
            throw new IllegalStateException("INGESTLAYER_LONGEST_HIDDEN_WAIT: expected at most "
                    + Deliverer.LONGEST_HIDDEN_WAIT.toSeconds() + "s, found " + wait.toSeconds() + "s");
        }
        return wait;
    }
}
