package com.ingestlayer.ingress;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.agent.AgentCalls;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.replay.EventReplay;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.telemetry.FailedStart;
import com.ingestlayer.telemetry.FunctionVariables;
import com.ingestlayer.telemetry.Telemetry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Runs before the first request arrives. It creates the stages behind the resources, so that an invalid configuration
 * fails the start, and the first request need not wait for them.
 */
@Singleton
final class IngressStart {
    void begin(
            @Observes StartupEvent event,
            FunctionVariables variables,
            Telemetry telemetry,
            Instance<Authenticator> authenticator,
            Instance<WebhookGate> gate,
            Instance<AgentCalls> calls,
            Instance<EntityStore> entities,
            Instance<EventReplay> replay,
            Instance<Priming> priming) {
        try {
            authenticator.get();
            gate.get();
            calls.get(); // creates the ingestion too
            entities.get();
            replay.get();
            if (variables.isSnapshotMade()) {
                priming.get().beforeSnapshot();
            }
        } catch (RuntimeException | LinkageError e) {
            throw new FailedStart(telemetry, variables).end(e);
        }
    }
}
