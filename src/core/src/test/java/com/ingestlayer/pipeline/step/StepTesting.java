package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.problemsOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.PipelineTesting;
import com.ingestlayer.yaml.Problem;
import java.util.List;
import java.util.Set;

/** Creates single steps for tests. */
public final class StepTesting {
    private static final String FILE = """
            name: p
            status: active
            destinations: [{ webhook.out: { url: "https://a.example/" } }]
            steps:
            """;

    /** The line of a file at which the text of a step begins. */
    static final int FIRST_LINE = 5;

    private StepTesting() {}

    /** @param step the step as it is written in a file, from its dash */
    static Step step(String step) {
        return PipelineTesting.pipeline(FILE + step.indent(2)).steps().get(0);
    }

    static List<Problem> problemsOfStep(String step) {
        return problemsOf(FILE + step.indent(2));
    }

    /** Returns what a step puts under a root; a missing node if it puts nothing there. There is no model. */
    static JsonNode found(String step, Ref.Root root, String name, String payload) {
        return found(step, root, name, payload, LanguageModel.NONE);
    }

    static JsonNode found(String step, Ref.Root root, String name, String payload, LanguageModel model) {
        Event event = anEvent("a.b", payload);
        EventContext facts = EventContext.of("p", event);
        LookupResults answers = new LookupResults(outside(new InMemoryEntities(), model), Set.of(event.id()));
        Step read = step(step);
        answers.ask(read.lookups(facts));
        Step.Result result = read.apply(facts, answers);
        return ((Step.Result.Continue) result).context().at(root, List.of(name));
    }
}
