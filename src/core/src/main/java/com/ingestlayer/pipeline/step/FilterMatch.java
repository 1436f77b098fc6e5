package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.expression.Condition;
import com.ingestlayer.expression.Explanation;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/** The step {@code filter.match}: lets an event pass if the condition holds, and drops it otherwise. */
record FilterMatch(Condition condition) implements Step {
    static final String NAME = "filter.match";

    FilterMatch {
        requireNonNull(condition, "condition is null");
    }

    static Optional<FilterMatch> read(YamlMap parameters) {
        return Condition.readGroup(parameters).map(FilterMatch::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Condition> conditions() {
        return List.of(condition);
    }

    @Override
    public List<String> why(EventContext context) {
        return Explanation.of(condition, context);
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return condition.holds(context) ? new Result.Continue(context) : new Result.Drop("filtered");
    }
}
