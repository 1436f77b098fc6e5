package com.ingestlayer.pipeline.step;

import com.ingestlayer.expression.Condition;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/** One step of a pipeline. Steps run in the order of the file. Implementations are immutable and thread-safe. */
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

    /** The result of a step for an event. */
    sealed interface Result {
        /** The event continues with this context. */
        record Continue(EventContext context) implements Result {}

        /**
         * The pipeline drops the event and sends nothing.
         *
         * @param reason one word by which operators count dropped events
         */
        record Drop(String reason) implements Result {}
    }

    /** Returns the name of the step in a file. */
    String name();

    /**
     * Returns the lookups that must be made for this event before {@link #apply} is called; most steps need none. Equal
     * contexts give equal lookups.
     */
    default List<Lookup<?>> lookups(EventContext context) {
        return List.of();
    }

    /** @param results the results of this step's lookups */
    Result apply(EventContext context, LookupResults results);

    /** Returns the conditions that the step contains. */
    default List<Condition> conditions() {
        return List.of();
    }

    /** Returns an explanation for human readers: the values that the step looks at, one line each. */
    default List<String> why(EventContext context) {
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
