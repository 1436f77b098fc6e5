package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.window.WindowCounters;
import java.time.Clock;
import java.util.List;

/**
 * The services that steps use. Immutable and thread-safe.
 *
 * @param clock the clock for {@code now()} in templates
 * @param lookups the services that answer the lookups of steps; in each round they are called in this order, so those
 *     that write come last
 */
public record StepServices(Clock clock, List<LookupService> lookups) {
    public StepServices {
        requireNonNull(clock, "clock is null");
        lookups = List.copyOf(lookups);
    }

    public StepServices(Clock clock, LookupService... lookups) {
        this(clock, List.of(lookups));
    }

    /** Returns the service that answers the lookup. */
    LookupService answering(Lookup<?> lookup) {
        for (LookupService service : lookups) {
            if (service.kinds().contains(lookup.getClass())) {
                return service;
            }
        }
        throw new IllegalStateException(
                "no service answers " + lookup.getClass().getSimpleName());
    }

    /**
     * Returns services for events that ran through their pipelines before, or are only tried out: nothing is written,
     * no window counts them again, and an entity that they were merged into is read in its current state.
     */
    public static StepServices forReplay(EntityLookup entities, LanguageModel model, IpService ips, Clock clock) {
        return new StepServices(
                clock,
                ips,
                new CounterService(WindowCounters.OPEN),
                new ModelService(model),
                new EntityService(entities, traits -> entities.traitsOf(traits.keySet())));
    }
}
