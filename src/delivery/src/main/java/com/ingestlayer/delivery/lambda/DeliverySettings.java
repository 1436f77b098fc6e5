package com.ingestlayer.delivery.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What the stack tells the function, each as an environment variable: {@code INGESTLAYER_EVENTS_TABLE} and so on. */
@ConfigMapping(prefix = "ingestlayer")
interface DeliverySettings {
    /** Where {@code events/} and {@code pipelines/} are; a layer's files are under {@code /opt}. */
    @WithDefault("/opt")
    String configDir();

    String eventsTable();

    String deliveriesQueueUrl();

    /** The stack's name, by which its metrics are told from another's. */
    String stack();

    /** How long delivery records are kept after their last attempt. */
    @WithDefault("90d")
    Duration eventRetention();

    /** The waits after the first, second, third and fourth failure. */
    @WithDefault("30s,2m,10m,1h")
    String retrySchedule();

    /** The bound on one attempt, from looking the host up to the end of the answer. */
    @WithDefault("10s")
    Duration attemptTimeout();

    /** Whether addresses outside the public internet, and plain http, are allowed. */
    @WithDefault("false")
    boolean allowPrivateDestinations();

    /** What stands before a secret's name in the parameter store, such as {@code /ingestlayer/secrets/}. */
    String secretsPath();
}
