package com.ingestlayer.ingress;

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

    String deliveriesQueueUrl();

    /** How long events are kept; must be longer than every idempotency window. */
    @WithDefault("90d")
    Duration eventRetention();
}
