package com.ingestlayer.local;

import com.ingestlayer.aws.table.TableNames;
import com.ingestlayer.delivery.RetryPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names and numbers of the stack, as template.yaml has them; a test holds the two against each other. */
public final class StackLayout {
    public static final String REGION = "eu-central-1";

    /**
     * What Lambda's Java runtime calls in both functions. Its constructor starts Quarkus, and every event goes to the one
     * handler that the function has.
     */
    public static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    private static final TableNames TABLES = TableNames.ofStack("ingestlayer");

    public static final String EVENTS_TABLE = TABLES.events();
    public static final String ENTITIES_TABLE = TABLES.entities();
    public static final String STATE_TABLE = TABLES.state();
    public static final String KEYS_TABLE = TABLES.keys();

    public static final String DELIVERIES_QUEUE = "ingestlayer-deliveries";
    public static final String DEAD_LETTER_QUEUE = "ingestlayer-deliveries-dead";
    /** As many as a delivery has attempts, because all of its waits may be so short that its message is hidden. */
    public static final int MAX_RECEIVE_COUNT = RetryPolicy.MAX_ATTEMPTS;
    /** Half as long as in the dead-letter queue, where a message that SQS moved is kept since its first send. */
    public static final Duration DELIVERIES_RETENTION = Duration.ofDays(7);

    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

    public static final Duration INGRESS_TIMEOUT = Duration.ofSeconds(29);
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    /** Six times the function's timeout, as AWS asks for queues that feed a function. */
    public static final Duration VISIBILITY_TIMEOUT = DELIVERY_TIMEOUT.multipliedBy(6);

    public static final int DELIVERY_BATCH_SIZE = 10;
    /** How many batches may be under way at once, unless whoever deploys says otherwise. */
    public static final int DELIVERY_CONCURRENCY = 50;

    /** What stands before the names of the secrets that webhooks are sent with. */
    public static final String SECRETS_PATH = "/ingestlayer/secrets/";
    /** What stands before the names of the sources whose webhooks are taken. */
    public static final String SOURCE_SECRETS_PATH = "/ingestlayer/sources/";

    /** What {@code redact.pii} hashes with. */
    static final String REDACTION_KEY = "il_local_development_redaction";

    private static final String EVENT_RETENTION = "90d";

    private StackLayout() {}

    /** What the ingress function is told about the stack. */
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

    /** What the delivery function is told about the stack. */
    public static Map<String, String> deliveryEnvironment(
            String configDir, String queueUrl, String deadLetterQueueUrl, String webhookUrl, String retrySchedule) {
        Map<String, String> environment = common(configDir, queueUrl, webhookUrl);
        environment.put("INGESTLAYER_DEAD_LETTER_QUEUE_URL", deadLetterQueueUrl);
        environment.put("INGESTLAYER_SECRETS_PATH", SECRETS_PATH);
        environment.put("INGESTLAYER_RETRY_SCHEDULE", retrySchedule);
        environment.put("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS", "true");
        return environment;
    }

    /** The access key that a function signs with, by which others know it; in AWS, it is its role's. */
    public static String accessKeyOf(String function) {
        return "local" + function; // DynamoDB Local takes letters and digits only
    }

    /** What Lambda itself tells a function. */
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
