package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One thing a pipeline does with an event, in the order of the file. */
public sealed interface Step permits FilterMatch, EnrichEntity {
    /** The family: the name in a file, and who reads it. */
    Map<String, Function<YamlMap, Optional<? extends Step>>> FAMILY = family();

    private static Map<String, Function<YamlMap, Optional<? extends Step>>> family() {
        Map<String, Function<YamlMap, Optional<? extends Step>>> family = new LinkedHashMap<>();
        family.put(FilterMatch.NAME, FilterMatch::read);
        family.put(EnrichEntity.NAME, EnrichEntity::read);
        return family;
    }

    /** What became of an event in a step. */
    sealed interface Result {
        /** It goes on, with what is known of it now. */
        record Continue(Facts facts) implements Result {}

        /**
         * It ends here; nothing is sent by this pipeline.
         *
         * @param reason one word, for operators to count by
         */
        record Drop(String reason) implements Result {}
    }

    /** The entities it needs; those of a whole batch are read together before {@link #apply} is called. */
    Set<EntityKey> reads(Facts facts);

    /** @param found the traits of those entities that exist */
    Result apply(Facts facts, Map<EntityKey, ObjectNode> found);

    static Optional<? extends Step> read(YamlValue value) {
        return value.asMap("a step such as filter.match: { … }")
                .flatMap(map -> map.oneOf(FAMILY.keySet(), "step"))
                .flatMap(named -> named.getValue()
                        .asMap("the parameters of " + named.getKey())
                        .flatMap(parameters -> FAMILY.get(named.getKey()).apply(parameters)));
    }
}
