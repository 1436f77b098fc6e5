package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.text.Excerpts;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code summarize}: puts a summary of an event's texts under {@code $summarize.text}. It puts nothing there
 * if there is no text, or if the model does not answer.
 */
record Summarize(TextEngine engine, int maxChars) implements Step {
    static final String NAME = "summarize";

    private static final int LEAST_CHARS = 20;
    private static final int MOST_CHARS = 4_000;
    private static final int USUAL_CHARS = 200;
    private static final int USUAL_TOKENS = 200;

    Summarize {
        requireNonNull(engine, "engine is null");
    }

    static Optional<Summarize> read(YamlMap parameters) {
        Optional<Boolean> asksModel = TextEngine.readAsksModel(parameters, List.of("from", "max_chars"), List.of());
        String expected = "how long it may be, " + LEAST_CHARS + " to " + MOST_CHARS + " characters";
        Optional<Texts> from = Texts.readRequired(parameters);
        Optional<Integer> maxChars = parameters
                .get("max_chars")
                .map(value -> value.asInteger(LEAST_CHARS, MOST_CHARS, expected))
                .orElse(Optional.of(USUAL_CHARS));
        if (asksModel.isEmpty() || maxChars.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends TextEngine> engine = asksModel.get()
                ? ModelEngine.read(
                        parameters,
                        from,
                        USUAL_TOKENS,
                        "Answer with a summary of it in its own language, in plain sentences of at most "
                                + maxChars.get() + " characters together, and nothing else.")
                : from.map(texts -> new TextEngine.FirstSentences(texts, maxChars.get()));
        return engine.map(words -> new Summarize(words, maxChars.get()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return engine.lookups(context);
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(engine.words(context, results)
                .map(words -> Excerpts.beginning(words, maxChars))
                .map(text -> context.with(Ref.Root.SUMMARIZE, "text", TextNode.valueOf(text)))
                .orElse(context));
    }
}
