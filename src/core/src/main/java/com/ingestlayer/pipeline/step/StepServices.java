package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.window.WindowCounters;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * What steps reach outside of their own events. Thread-safe.
 *
 * @param entities is read
 * @param merge merges traits into entities, each key once, and gives what they are then; one that could not take them is
 *     missing
 * @param slots for {@code dedupe} and {@code throttle}
 * @param model for steps that ask one
 * @param clock for {@code now()} in templates
 * @param ips for {@code enrich.ip}
 */
public record StepServices(
        EntityLookup entities, Merge merge, WindowCounters slots, LanguageModel model, Clock clock, IpKnowledge ips) {
    /** Writes entities. */
    @FunctionalInterface
    public interface Merge {
        Map<EntityKey, ObjectNode> all(Map<EntityKey, ObjectNode> traits);

        /** A store's own merge. */
        static Merge into(EntityStore store) {
            return traits -> {
                Map<EntityKey, ObjectNode> merged = new HashMap<>();
                store.writeAll(traits).forEach((key, written) -> written.entity()
                        .ifPresent(entity -> merged.put(key, entity.traits())));
                return merged;
            };
        }
    }

    public StepServices {
        requireNonNull(entities, "entities is null");
        requireNonNull(merge, "merge is null");
        requireNonNull(slots, "slots is null");
        requireNonNull(model, "model is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(ips, "ips is null");
    }

    /** With nothing known of IP addresses but which are private. */
    public StepServices(EntityLookup entities, Merge merge, WindowCounters slots, LanguageModel model, Clock clock) {
        this(entities, merge, slots, model, clock, IpKnowledge.LEAST);
    }

    /** The same with this known of IP addresses. */
    public StepServices with(IpKnowledge known) {
        return new StepServices(entities, merge, slots, model, clock, known);
    }

    /**
     * For events that ran through their pipelines before: nothing is written, no slot counts them a second time, and an
     * entity they were merged into is read as it is now.
     */
    public static StepServices forReplay(EntityLookup entities, LanguageModel model, Clock clock) {
        return new StepServices(
                entities, traits -> entities.traitsOf(traits.keySet()), WindowCounters.OPEN, model, clock);
    }
}
