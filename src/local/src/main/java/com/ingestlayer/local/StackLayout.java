package com.ingestlayer.local;

import com.ingestlayer.aws.table.TableNames;
import com.ingestlayer.delivery.RetryPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names and numbers of the stack. They are those of template.yaml; a test compares the two. */
public final class StackLayout {
    public static final String REGION = "eu-central-1";

    /**
     * The handler that Lambda's Java runtime calls in both functions. Its constructor starts Quarkus, and it passes every event
     * to the only handler of the function.
     */
    public static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    private static final TableNames TABLES = TableNames.ofStack("ingestlayer");

    public static final String EVENTS_TABLE = TABLES.events();
    public static final String ENTITIES_TABLE = TABLES.entities();
    public static final String STATE_TABLE = TABLES.state();
    public static final String KEYS_TABLE = TABLES.keys();

    public static final String DELIVERIES_QUEUE = "ingestlayer-deliveries";
    public static final String DEAD_LETTER_QUEUE = "ingestlayer-deliveries-dead";

    /**
     * The number of attempts of a delivery, because all of its waits may be so short that the same message is hidden and received
     * again for each attempt.
     */
    public static final int MAX_RECEIVE_COUNT = RetryPolicy.MAX_ATTEMPTS;

    /**
     * Half of the retention of the dead-letter queue, because a message that SQS moved there counts its age from when it was first
     * sent.
     */
    public static final Duration DELIVERIES_RETENTION = Duration.ofDays(7);

    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    public static final Duration INGRESS_TIMEOUT = Duration.ofSeconds(29);
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    /** Six times the function's timeout, as AWS recommends for a queue that invokes a function. */
    public static final Duration VISIBILITY_TIMEOUT = DELIVERY_TIMEOUT.multipliedBy(6);

    public static final int DELIVERY_BATCH_SIZE = 10;

    /** How many batches may be in progress at the same time, unless the deployment sets another number. */
    public static final int DELIVERY_CONCURRENCY = 50;

    /** The prefix of the names of the secrets that sign outgoing webhooks. */
    public static final String SECRETS_PATH = "/ingestlayer/secrets/";

    /** The prefix of the names of the secrets of webhook sources. */
    public static final String SOURCE_SECRETS_PATH = "/ingestlayer/sources/";

    /** The key of the hashes of {@code redact.pii}. */
    static final String REDACTION_KEY = "il_local_development_redaction";

    private static final String EVENT_RETENTION = "90d";

    private StackLayout() {}

    /** Returns the variables that tell the ingress function about the stack. */
    public static Map<String, String> ingressEnvironment(
            String configDir, String queueUrl, String webhookUrl, String undeclared, String ipDatabase) {
        Map<String, String> environment = common(configDir, queueUrl, webhookUrl);
        environment.put("INGESTLAYER_ENTITIES_TABLE", ENTITIES_TABLE);
        environment.put("INGESTLAYER_KEYS_TABLE", KEYS_TABLE);
        environment.put("INGESTLAYER_STATE_TABLE", STATE_TABLE);
        environment.put("INGESTLAYER_SOURCE_SECRETS_PATH", SOURCE_SECRETS_PATH);
        environment.put("INGESTLAYER_UNDECLARED", undeclared);
        environment.put("INGESTLAYER_IP_DATABASE", ipDatabase);
        return environment;
    }

    /** Returns the variables that tell the delivery function about the stack. */
    public static Map<String, String> deliveryEnvironment(
            String configDir, String queueUrl, String deadLetterQueueUrl, String webhookUrl, String retrySchedule) {
        Map<String, String> environment = common(configDir, queueUrl, webhookUrl);
        environment.put("INGESTLAYER_DEAD_LETTER_QUEUE_URL", deadLetterQueueUrl);
        environment.put("INGESTLAYER_SECRETS_PATH", SECRETS_PATH);
        environment.put("INGESTLAYER_RETRY_SCHEDULE", retrySchedule);
        environment.put("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS", "true");
        return environment;
    }

    /** Returns the access key with which a function signs its calls, and by which it is recognized; in AWS, it is its role's. */
    public static String accessKeyOf(String function) {
        return "local" + function; // DynamoDB Local accepts only letters and digits
    }

    /** Returns the variables that Lambda itself sets for a function. */
    public static Map<String, String> runtimeEnvironment(String function) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_REGION", REGION);
        environment.put("AWS_ACCESS_KEY_ID", accessKeyOf(function));
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "ingestlayer-" + function);
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/ingestlayer-" + function);
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("_HANDLER", HANDLER);
        environment.put("TZ", ":UTC");
        return environment;
    }

    private static Map<String, String> common(String configDir, String queueUrl, String webhookUrl) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("INGESTLAYER_STACK", "local");
        environment.put("INGESTLAYER_RELEASE", "local");
        environment.put("INGESTLAYER_CONFIG_DIR", configDir);
        environment.put("INGESTLAYER_EVENTS_TABLE", EVENTS_TABLE);
        environment.put("INGESTLAYER_DELIVERIES_QUEUE_URL", queueUrl);
        environment.put("INGESTLAYER_EVENT_RETENTION", EVENT_RETENTION);
        environment.put("WEBHOOK_URL", webhookUrl);
        environment.put("REDACTION_KEY", REDACTION_KEY);
        environment.put("DISABLE_SIGNAL_HANDLERS", "true");
        return environment;
    }
}
