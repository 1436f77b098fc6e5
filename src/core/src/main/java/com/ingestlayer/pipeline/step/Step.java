package com.ingestlayer.pipeline.step;

import com.ingestlayer.expression.Condition;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** One thing a pipeline does with an event, in the order of the file. */
public sealed interface Step
        permits FilterMatch,
                Dedupe,
                Throttle,
                EnrichEntity,
                EnrichPerson,
                EnrichCompany,
                EnrichIp,
                Classify,
                Summarize,
                Translate,
                UpsertEntity,
                RedactPii,
                Transform {
    StepKinds FAMILY = family();

    private static StepKinds family() {
        StepKinds family = new StepKinds();
        family.put(FilterMatch.NAME, FilterMatch::read);
        family.put(Dedupe.NAME, Dedupe::read);
        family.put(Throttle.NAME, Throttle::read);
        family.put(EnrichEntity.NAME, EnrichEntity::read);
        family.put(EnrichPerson.NAME, EnrichPerson::read);
        family.put(EnrichCompany.NAME, EnrichCompany::read);
        family.put(EnrichIp.NAME, EnrichIp::read);
        family.put(Classify.NAME, Classify::read);
        family.put(Summarize.NAME, Summarize::read);
        family.put(Translate.NAME, Translate::read);
        family.put(UpsertEntity.NAME, UpsertEntity::read);
        family.put(RedactPii.NAME, RedactPiiReader::read);
        family.put(Transform.NAME, Transform::read);
        return family;
    }

    /** What became of an event in a step. */
    sealed interface Result {
        /** It goes on, with what is known of it now. */
        record Continue(EventContext context) implements Result {}

        /**
         * It ends here; nothing is sent by this pipeline.
         *
         * @param reason one word, for operators to count by
         */
        record Drop(String reason) implements Result {}
    }

    /** The name in a file. */
    String name();

    /**
     * What must be looked up for this event before {@link #apply} is called; nothing, for most steps. Equal contexts have equal
     * lookups.
     */
    default List<Lookup<?>> lookups(EventContext facts) {
        return List.of();
    }

    /** @param answers hold the results of this step's lookups */
    Result apply(EventContext facts, LookupResults answers);

    /** The conditions that stand in it. */
    default List<Condition> conditions() {
        return List.of();
    }

    /** What it looks at in these facts, for whoever asks why it did what it did; a line each. */
    default List<String> why(EventContext facts) {
        return List.of();
    }

    static Optional<? extends Step> read(YamlValue value, StepContext context) {
        return value.asMap("a step such as filter.match: { … }")
                .flatMap(map -> map.oneOf(FAMILY.names(), "step"))
                .flatMap(named -> named.getValue()
                        .asMap("the parameters of " + named.getKey())
                        .flatMap(parameters -> FAMILY.read(named.getKey(), parameters, context)));
    }
}
