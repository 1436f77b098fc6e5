package com.ingestlayer.pipeline.step;

import com.ingestlayer.text.Excerpts;
import com.ingestlayer.text.PhraseBook;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * How a step that reads an event's texts comes to words of its own: its engine. What makes text from text is given what is
 * redacted already, since nobody could redact it afterwards.
 */
sealed interface TextEngine permits LabelRules, TextEngine.FirstSentences, TextEngine.KnownPhrases, ModelEngine {
    /** The names in a file: the first works by what the file says and costs nothing, the second asks Amazon Bedrock. */
    List<String> ENGINES = List.of("rules", "bedrock");

    List<Lookup<?>> lookups(EventContext facts);

    /** Empty when it has none. */
    Optional<String> words(EventContext facts, LookupResults answers);

    /** Whether a step's engine is {@code bedrock}; empty, with a problem added, when there is no such engine. */
    static Optional<Boolean> readAsksModel(YamlMap parameters) {
        return parameters
                .get("engine")
                .map(value -> value.asOneOf(ENGINES, "engine"))
                .orElse(Optional.of(ENGINES.get(0)))
                .map(ENGINES.get(1)::equals);
    }

    /** The first sentences of the texts, as they are; where they are redacted, as a model would see them. */
    record FirstSentences(Texts from, int maxChars) implements TextEngine {
        @Override
        public List<Lookup<?>> lookups(EventContext facts) {
            return List.of();
        }

        @Override
        public Optional<String> words(EventContext facts, LookupResults answers) {
            return Optional.of(Excerpts.firstSentences(from.in(facts.forModel()), maxChars))
                    .filter(summary -> !summary.isEmpty());
        }
    }

    /** The texts with phrases replaced that the file knows; where they are redacted, as a model would see them. */
    record KnownPhrases(Texts from, PhraseBook book) implements TextEngine {
        @Override
        public List<Lookup<?>> lookups(EventContext facts) {
            return List.of();
        }

        @Override
        public Optional<String> words(EventContext facts, LookupResults answers) {
            return book.translate(String.join("\n", from.in(facts.forModel())));
        }
    }
}
