package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.Traits;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step {@code upsert.entity}: merges the values of refs into an entity, which is created if it does not exist, and
 * puts the resulting traits under {@code $entity.<kind>}. A trait whose ref points at nothing is left alone; a trait
 * whose ref points at null is removed. A key that cannot be an id, or traits that an entity cannot hold, change
 * nothing.
 */
record UpsertEntity(String kind, Ref externalId, Map<String, Ref> traits) implements Step {
    static final String NAME = "upsert.entity";

    UpsertEntity {
        requireNonNull(kind, "kind is null");
        requireNonNull(externalId, "externalId is null");
        traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
    }

    static Optional<UpsertEntity> read(YamlMap parameters) {
        parameters.allowOnly("kind", "externalIdField", "traitFields");
        Optional<String> kind = EnrichEntity.readKind(parameters);
        Optional<Ref> id = parameters
                .require("externalIdField", "a ref to the entity's id, such as $event.payload.user_id")
                .flatMap(Ref::read);
        Optional<Map<String, Ref>> traits = parameters
                .require("traitFields", "a mapping of traits to refs, such as { plan: $event.payload.plan }")
                .flatMap(UpsertEntity::readTraits);
        return kind.isPresent() && id.isPresent() && traits.isPresent()
                ? Optional.of(new UpsertEntity(kind.get(), id.get(), traits.get()))
                : Optional.empty();
    }

    private static Optional<Map<String, Ref>> readTraits(YamlValue value) {
        return value.asMap("a mapping of traits to refs").flatMap(map -> {
            Map<String, Ref> traits = new LinkedHashMap<>();
            map.names().forEach(name -> map.get(name).flatMap(Ref::read).ifPresent(ref -> traits.put(name, ref)));
            if (map.names().isEmpty()) {
                value.refuse("expected at least one trait");
            } else if (map.names().size() > Traits.MAX_NAMES) {
                value.refuse("expected at most " + Traits.MAX_NAMES + " traits");
            }
            return !traits.isEmpty() && traits.size() == map.names().size() ? Optional.of(traits) : Optional.empty();
        });
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> why(EventContext context) {
        return List.of(kind + " " + externalId.shownIn(context));
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return merge(context).<List<Lookup<?>>>map(List::of).orElse(List.of());
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(merge(context)
                .flatMap(results::of)
                .map(entity -> context.with(Ref.Root.ENTITY, kind, entity))
                .orElse(context));
    }

    private Optional<EntityService.Merge> merge(EventContext context) {
        return EnrichEntity.entityKey(kind, externalId, context).flatMap(key -> {
            ObjectNode values = Json.object();
            traits.forEach((name, ref) -> {
                JsonNode value = ref.in(context);
                if (!value.isMissingNode()) {
                    values.set(name, value);
                }
            });
            List<String> wrong = new ArrayList<>();
            Traits.check(values, JsonPath.ROOT, violation -> wrong.add(violation.message()));
            return wrong.isEmpty()
                    ? Optional.of(new EntityService.Merge(context.event().id(), key, values))
                    : Optional.empty();
        });
    }
}
