package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.yaml.YamlMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code enrich.entity}: puts the traits of the entity the key points at under {@code $entity.<kind>}. A key that is
 * absent or cannot be an id, or an entity nobody has put, changes nothing.
 */
record EnrichEntity(String kind, Ref key) implements Step {
    static final String NAME = "enrich.entity";

    EnrichEntity {
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
    }

    static Optional<EnrichEntity> read(YamlMap parameters) {
        parameters.allowOnly("kind", "key");
        Optional<String> kind = parameters
                .require("kind", "a kind of entity, such as user")
                .flatMap(value -> value.asText("a kind of entity, such as user").flatMap(word -> {
                    if (!EntityKey.isValidKind(word)) {
                        value.refuse("\"" + word + "\": expected " + EntityKey.KIND_FORM);
                        return Optional.empty();
                    }
                    return Optional.of(word);
                }));
        Optional<Ref> key = parameters
                .require("key", "a ref to the entity's id, such as $event.payload.user_id")
                .flatMap(Ref::read);
        return kind.isPresent() && key.isPresent()
                ? Optional.of(new EnrichEntity(kind.get(), key.get()))
                : Optional.empty();
    }

    @Override
    public Set<EntityKey> reads(Facts facts) {
        return entityKey(facts).stream().collect(Collectors.toSet());
    }

    @Override
    public Result apply(Facts facts, Map<EntityKey, ObjectNode> found) {
        return new Result.Continue(entityKey(facts)
                .map(found::get)
                .map(traits -> facts.withEntity(kind, traits))
                .orElse(facts));
    }

    private Optional<EntityKey> entityKey(Facts facts) {
        JsonNode id = key.in(facts);
        return (id.isTextual() || id.isNumber()) && EntityKey.isValidId(id.asText())
                ? Optional.of(new EntityKey(kind, id.asText()))
                : Optional.empty();
    }
}
