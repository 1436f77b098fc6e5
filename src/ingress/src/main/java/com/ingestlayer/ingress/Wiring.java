package com.ingestlayer.ingress;

import com.ingestlayer.access.ApiKeys;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.RateLimiter;
import com.ingestlayer.agent.AgentCalls;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Ids;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.ingest.IngestListener;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.ModelService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.replay.EventReplay;
import com.ingestlayer.replay.Rerun;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.source.WebhookGate;
import com.ingestlayer.source.WebhookSources;
import com.ingestlayer.telemetry.FunctionVariables;
import com.ingestlayer.telemetry.Telemetry;
import com.ingestlayer.window.WindowCounters;
import com.maxmind.db.Metadata;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Assembles the stages that resources pass requests to, from the function's settings, core's classes and the ports.
 */
@Singleton
@RegisterForReflection(targets = Metadata.class) // which the reader of MaxMind's format creates by its annotations
final class Wiring {
    /** @throws IllegalStateException when a variable is missing or has an invalid value */
    @Produces
    @Singleton
    IngressSettings settings(FunctionVariables variables) {
        return IngressSettings.of(variables);
    }

    /** @throws InvalidConfigurationException with every mistake in the configuration's files */
    @Produces
    @Singleton
    Configuration configuration(IngressSettings settings, FunctionVariables variables)
            throws InvalidConfigurationException {
        return Configuration.load(settings.configDir(), variables.environment());
    }

    @Produces
    @Singleton
    Authenticator authenticator(ApiKeys keys, Clock clock) {
        return new Authenticator(keys, clock);
    }

    @Produces
    @Singleton
    WebhookGate webhookGate(WebhookSources sources, Secrets secrets, Clock clock) {
        return new WebhookGate(sources, secrets, clock);
    }

    @Produces
    @Singleton
    Ingestion ingestion(
            IngressSettings settings,
            Configuration configuration,
            StepServices services,
            EventStore log,
            DeliveryQueue queue,
            RateLimiter limiter,
            IngestListener journal,
            Clock clock) {
        return new Ingestion(
                new Declarations(configuration.declarations(), settings.undeclared()),
                new Pipelines(configuration.pipelines(), services),
                new Ids(clock, new SecureRandom()),
                log,
                queue,
                limiter,
                journal,
                clock);
    }

    @Produces
    @Singleton
    StepServices stepServices(
            Configuration configuration,
            EntityLookup lookup,
            EntityStore entities,
            WindowCounters slots,
            LanguageModel model,
            Clock clock) {
        return new StepServices(
                clock,
                new IpService(configuration.ips()),
                new CounterService(slots),
                new ModelService(model),
                new EntityService(lookup, EntityService.Merging.into(entities)));
    }

    /** Produces the pipelines for events that have run through them before. */
    @Produces
    @Singleton
    Pipelines again(Configuration configuration, EntityLookup entities, LanguageModel model, Clock clock) {
        return new Pipelines(
                configuration.pipelines(),
                StepServices.forReplay(entities, model, new IpService(configuration.ips()), clock));
    }

    @Produces
    @Singleton
    AgentCalls agentCalls(Ingestion ingestion, EventHistory archive, Pipelines again) {
        return new AgentCalls(ingestion, archive, again);
    }

    @Produces
    @Singleton
    EventReplay eventReplay(EventHistory archive, Pipelines again, DeliveryQueue queue, Clock clock) {
        return new EventReplay(archive, new Rerun(again, clock), queue);
    }

    @Produces
    @Singleton
    IngestListener ingestJournal(Telemetry telemetry) {
        return new LoggingIngestListener(telemetry);
    }

    /**
     * Application-scoped, and so behind a proxy: Quarkus REST may create its exception mappers while the application
     * is built, when there is no telemetry yet.
     */
    @Produces
    @ApplicationScoped
    RequestJournal requestJournal(Telemetry telemetry) {
        return new LoggingIngestListener(telemetry);
    }
}
