package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.window.WindowCounters;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What steps reach outside of their own events. Thread-safe.
 *
 * @param clock for {@code now()} in templates
 * @param lookups answer the lookups of steps. In each round they are asked in this order, so those that write come last
 */
public record StepServices(Clock clock, List<LookupService> lookups) {
    public StepServices {
        requireNonNull(clock, "clock is null");
        lookups = List.copyOf(lookups);
    }

    public StepServices(Clock clock, LookupService... lookups) {
        this(clock, List.of(lookups));
    }

    /** The service that answers the lookup. */
    LookupService answering(Lookup<?> lookup) {
        for (LookupService service : lookups) {
            if (service.kinds().contains(lookup.getClass())) {
                return service;
            }
        }
        throw new IllegalStateException(
                "no service answers " + lookup.getClass().getSimpleName());
    }

    /** The same services, with this one in the place of any of its class. */
    public StepServices with(LookupService service) {
        List<LookupService> all = new ArrayList<>();
        all.add(service);
        lookups.stream().filter(other -> other.getClass() != service.getClass()).forEach(all::add);
        return new StepServices(clock, all);
    }

    /**
     * For events that have run through their pipelines before, or are only tried out: nothing is written, no window counts
     * them again, and an entity that they were merged into is read as it is now.
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
