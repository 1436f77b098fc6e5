package com.ingestlayer.pipeline.step;

import com.ingestlayer.text.Excerpts;
import com.ingestlayer.text.PhraseBook;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a step produces text from an event's texts. An engine that derives new text from the event works on redacted
 * input, because its output could not be redacted afterwards.
 */
sealed interface TextEngine permits LabelRules, TextEngine.FirstSentences, TextEngine.KnownPhrases, ModelEngine {
    /**
     * The names of the engines in a file. The first works with what the file says and costs nothing; the second calls
     * Amazon Bedrock.
     */
    List<String> ENGINES = List.of("rules", "bedrock");

    List<Lookup<?>> lookups(EventContext context);

    /** Returns the text that the engine produces; empty if it produces none. */
    Optional<String> words(EventContext context, LookupResults results);

    /**
     * Returns whether the engine of a step is {@code bedrock}; empty, with a problem added, if there is no such engine.
     * Adds a problem for each parameter that the engine does not have.
     *
     * @param ofStep the step's parameters that both engines have
     * @param ofRules the parameters that only {@code rules} has
     */
    static Optional<Boolean> readAsksModel(YamlMap parameters, List<String> ofStep, List<String> ofRules) {
        Optional<Boolean> asksModel = parameters
                .get("engine")
                .map(value -> value.asOneOf(ENGINES, "engine"))
                .orElse(Optional.of(ENGINES.get(0)))
                .map(ENGINES.get(1)::equals);
        List<String> ofEngine = asksModel.orElse(false) ? ModelEngine.PARAMETERS : ofRules;
        parameters.allowOnly(Stream.of(ofStep, List.of("engine"), ofEngine)
                .flatMap(List::stream)
                .toArray(String[]::new));
        return asksModel;
    }

    /** Returns the first sentences of the texts unchanged, with the redaction that applies to language models. */
    record FirstSentences(Texts from, int maxChars) implements TextEngine {
        @Override
        public List<Lookup<?>> lookups(EventContext context) {
            return List.of();
        }

        @Override
        public Optional<String> words(EventContext context, LookupResults results) {
            return Optional.of(Excerpts.firstSentences(from.in(context.forModel()), maxChars))
                    .filter(summary -> !summary.isEmpty());
        }
    }

    /** Replaces the phrases that the file lists, with the redaction that applies to language models. */
    record KnownPhrases(Texts from, PhraseBook book) implements TextEngine {
        @Override
        public List<Lookup<?>> lookups(EventContext context) {
            return List.of();
        }

        @Override
        public Optional<String> words(EventContext context, LookupResults results) {
            return book.translate(String.join("\n", from.in(context.forModel())));
        }
    }
}
