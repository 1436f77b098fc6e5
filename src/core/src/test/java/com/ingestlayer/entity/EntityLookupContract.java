package com.ingestlayer.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every {@link EntityLookup}. */
public abstract class EntityLookupContract {
    protected abstract EntityLookup entities();

    protected abstract void put(String kind, String externalId, ObjectNode traits);

    private static ObjectNode json(String text) throws MalformedJsonException {
        return (ObjectNode) StrictJson.parse(text);
    }

    @Test
    public void findsExistingEntitiesAndSkipsMissingOnes() throws MalformedJsonException {
        put("user", "u1", json("{\"plan\":\"free\"}"));
        put("account", "u1", json("{\"plan\":\"pro\"}"));
        EntityKey user = new EntityKey("user", "u1");
        assertThat(entities().traitsOf(Set.of(user, new EntityKey("user", "nobody"))))
                .containsOnlyKeys(user)
                .containsValue(json("{\"plan\":\"free\"}"));
    }

    @Test
    public void traitsKeepTheirTypes() throws MalformedJsonException {
        ObjectNode traits =
                json("{\"s\":\"ü\",\"i\":42,\"d\":10.5,\"b\":true,\"n\":null,\"l\":[1,[],\"x\"],\"o\":{\"e\":{}}}");
        put("user", "typed", traits);
        EntityKey key = new EntityKey("user", "typed");
        assertThat(entities().traitsOf(Set.of(key)).get(key)).isEqualTo(traits);
    }

    @Test
    public void findsTwoHundredEntitiesInOneCall() throws MalformedJsonException {
        Set<EntityKey> keys = IntStream.range(0, 200)
                .mapToObj(i -> new EntityKey("many", "id#" + i))
                .collect(Collectors.toSet());
        for (EntityKey key : keys) {
            put(key.kind(), key.externalId(), json("{\"id\":\"" + key.externalId() + "\"}"));
        }
        assertThat(entities().traitsOf(keys)).hasSize(200).allSatisfy((key, traits) -> assertThat(
                        traits.path("id").asText())
                .isEqualTo(key.externalId()));
    }
}
