package com.ingestlayer.delivery.lambda;

import com.ingestlayer.delivery.SecretCheck;
import com.ingestlayer.telemetry.FailedStart;
import com.ingestlayer.telemetry.FunctionVariables;
import com.ingestlayer.telemetry.Telemetry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Runs before the first batch arrives. It creates everything, so that an invalid configuration fails the start, and
 * checks the secrets.
 */
@Singleton
final class DeliveryStart {
    /** Lambda gives a function 10 s to start, and a store that does not answer must not use them up. */
    private static final Duration LONGEST_SECRET_CHECK = Duration.ofSeconds(4);

    void begin(
            @Observes StartupEvent event,
            FunctionVariables variables,
            Telemetry telemetry,
            Instance<DeliveryHandler> handler,
            Instance<SecretCheck> secrets,
            Instance<Priming> priming) {
        try {
            handler.get();
            check(secrets.get(), telemetry);
            if (variables.isSnapshotMade()) {
                priming.get().run();
            }
        } catch (RuntimeException | LinkageError e) {
            throw new FailedStart(telemetry, variables).end(e);
        }
    }

    /**
     * Checks the secrets and writes the metric immediately. The first invocation would be too late, because a
     * snapshot may be taken before it and outlive the mistake.
     */
    static void check(SecretCheck secrets, Telemetry telemetry) {
        int unusable = secrets.run(LONGEST_SECRET_CHECK);
        if (unusable > 0) {
            telemetry.metrics().count("SecretsUnusable", unusable);
            telemetry.tellMetrics();
        }
    }
}
