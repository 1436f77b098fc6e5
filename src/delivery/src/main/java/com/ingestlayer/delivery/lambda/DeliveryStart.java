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
 * What happens before the first batch comes: everything is made, so that a wrong configuration is told now, and the secrets
 * are checked.
 */
@Singleton
final class DeliveryStart {
    /** Lambda gives a function 10 s to start; a store that does not answer must not use them up. */
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

    /** Counted now and not with the first invocation, before which a snapshot may be made that outlives the mistake. */
    static void check(SecretCheck secrets, Telemetry telemetry) {
        int unusable = secrets.run(LONGEST_SECRET_CHECK);
        if (unusable > 0) {
            telemetry.metrics().count("SecretsUnusable", unusable);
            telemetry.tellMetrics();
        }
    }
}
