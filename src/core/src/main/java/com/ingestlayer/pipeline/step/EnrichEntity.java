package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code enrich.entity}: puts the traits of the entity that the key identifies under {@code $entity.<kind>}.
 * It changes nothing if the key is missing or cannot be an id, or if no such entity exists.
 */
record EnrichEntity(String kind, Ref key) implements Step {
    static final String NAME = "enrich.entity";

    EnrichEntity {
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
    }

    static Optional<EnrichEntity> read(YamlMap parameters) {
        parameters.allowOnly("kind", "key");
        Optional<String> kind = readKind(parameters);
        Optional<Ref> key = parameters
                .require("key", "a ref to the entity's id, such as $event.payload.user_id")
                .flatMap(Ref::read);
        return kind.isPresent() && key.isPresent()
                ? Optional.of(new EnrichEntity(kind.get(), key.get()))
                : Optional.empty();
    }

    static Optional<String> readKind(YamlMap parameters) {
        String expected = "a kind of entity, such as user";
        return parameters.require("kind", expected).flatMap(value -> value.asText(expected)
                .flatMap(word -> {
                    if (!EntityKey.isValidKind(word)) {
                        value.refuse("\"" + word + "\": expected " + EntityKey.KIND_FORM);
                        return Optional.empty();
                    }
                    return Optional.of(word);
                }));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> why(EventContext context) {
        return List.of(kind + " " + key.shownIn(context));
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return entityKey(kind, key, context)
                .<List<Lookup<?>>>map(id -> List.of(new EntityService.Traits(id)))
                .orElse(List.of());
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(entityKey(kind, key, context)
                .flatMap(id -> results.of(new EntityService.Traits(id)))
                .map(traits -> context.with(Ref.Root.ENTITY, kind, traits))
                .orElse(context));
    }

    /** Returns the key of the entity that a ref identifies; empty if the value cannot be an id. */
    static Optional<EntityKey> entityKey(String kind, Ref ref, EventContext context) {
        JsonNode id = ref.in(context);
        return (id.isTextual() || id.isNumber()) && EntityKey.isValidId(id.asText())
                ? Optional.of(new EntityKey(kind, id.asText()))
                : Optional.empty();
    }
}
