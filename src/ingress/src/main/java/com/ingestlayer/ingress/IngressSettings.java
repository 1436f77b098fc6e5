package com.ingestlayer.ingress;

import com.ingestlayer.event.Declarations;
import com.ingestlayer.telemetry.FunctionVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The settings of the function.
 *
 * @param configDir the directory with {@code events/} and {@code pipelines/}; a layer's files are under {@code /opt}
 * @param eventsTable the name of the Events table
 * @param entitiesTable the name of the Entities table
 * @param keysTable the name of the Keys table
 * @param stateTable the name of the State table
 * @param deliveriesQueueUrl the URL of the deliveries queue
 * @param sourceSecretsPath the prefix of a source's name in the parameter store, such as {@code
 * /ingestlayer/sources/}
 * @param eventRetention how long events are kept; longer than every idempotency window
 * @param undeclared whether to accept events whose type is not declared
 */
record IngressSettings(
        Path configDir,
        String eventsTable,
        String entitiesTable,
        String keysTable,
        String stateTable,
        String deliveriesQueueUrl,
        String sourceSecretsPath,
        Duration eventRetention,
        Declarations.Undeclared undeclared) {

    /**
     * Reads the settings from the function's variables.
     *
     * @throws IllegalStateException when a variable is missing or has an invalid value
     */
    static IngressSettings of(FunctionVariables variables) {
        variables.require(
                "INGESTLAYER_STACK",
                "INGESTLAYER_EVENTS_TABLE",
                "INGESTLAYER_ENTITIES_TABLE",
                "INGESTLAYER_KEYS_TABLE",
                "INGESTLAYER_STATE_TABLE",
                "INGESTLAYER_DELIVERIES_QUEUE_URL",
                "INGESTLAYER_SOURCE_SECRETS_PATH");
        return new IngressSettings(
                Path.of(variables.find("INGESTLAYER_CONFIG_DIR").orElse("/opt")),
                variables.get("INGESTLAYER_EVENTS_TABLE"),
                variables.get("INGESTLAYER_ENTITIES_TABLE"),
                variables.get("INGESTLAYER_KEYS_TABLE"),
                variables.get("INGESTLAYER_STATE_TABLE"),
                variables.get("INGESTLAYER_DELIVERIES_QUEUE_URL"),
                variables.get("INGESTLAYER_SOURCE_SECRETS_PATH"),
                variables.duration("INGESTLAYER_EVENT_RETENTION", Duration.ofDays(90)),
                undeclared(variables));
    }

    private static Declarations.Undeclared undeclared(FunctionVariables variables) {
        String name = "INGESTLAYER_UNDECLARED";
        String value = variables.find(name).orElse("accept");
        return Stream.of(Declarations.Undeclared.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElseThrow(() -> FunctionVariables.wrong(name, "accept or reject", value));
    }
}
