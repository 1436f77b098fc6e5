package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.yaml.YamlMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code filter.match}: lets an event pass while the condition holds. */
record FilterMatch(Condition condition) implements Step {
    static final String NAME = "filter.match";

    FilterMatch {
        requireNonNull(condition, "condition is null");
    }

    static Optional<FilterMatch> read(YamlMap parameters) {
        return Condition.readGroup(parameters).map(FilterMatch::new);
    }

    @Override
    public Set<EntityKey> reads(Facts facts) {
        return Set.of();
    }

    @Override
    public Result apply(Facts facts, Map<EntityKey, ObjectNode> found) {
        return condition.holds(facts) ? new Result.Continue(facts) : new Result.Drop("filtered");
    }
}
