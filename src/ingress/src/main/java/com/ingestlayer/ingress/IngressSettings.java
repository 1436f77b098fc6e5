package com.ingestlayer.ingress;

import com.ingestlayer.event.Declarations;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the stack tells the function, each as an environment variable: {@code INGESTLAYER_EVENTS_TABLE} and so on. */
@ConfigMapping(prefix = "ingestlayer")
interface IngressSettings {
    /** Where {@code events/} and {@code pipelines/} are; a layer's files are under {@code /opt}. */
    @WithDefault("/opt")
    String configDir();

    String eventsTable();

    String entitiesTable();

    String keysTable();

    String stateTable();

    String deliveriesQueueUrl();

    /** What stands before a source's name in the parameter store, such as {@code /ingestlayer/sources/}. */
    String sourceSecretsPath();

    /** The stack's name, by which its metrics are told from another's. */
    String stack();

    /** How long events are kept; must be longer than every idempotency window. */
    @WithDefault("90d")
    Duration eventRetention();

    /** What becomes of events whose type no declaration names: {@code accept} or {@code reject}. */
    @WithDefault("accept")
    Declarations.Undeclared undeclared();
}
