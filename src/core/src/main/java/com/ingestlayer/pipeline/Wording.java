package com.ingestlayer.pipeline;

import com.ingestlayer.text.Excerpts;
import com.ingestlayer.text.PhraseBook;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * How a step that reads an event's texts comes to words of its own: its engine. What makes text from text is given what is
 * redacted already, since nobody could redact it afterwards.
 */
sealed interface Wording permits LabelRules, Wording.FirstSentences, Wording.KnownPhrases, AskedModel {
    /** The names in a file: the first works by what the file says and costs nothing, the second asks Amazon Bedrock. */
    List<String> ENGINES = List.of("rules", "bedrock");

    List<Need> needs(Facts facts);

    /** Empty when it has none. */
    Optional<String> words(Facts facts, Answers answers);

    /** Whether a step's engine is {@code bedrock}; empty, with a problem added, when there is no such engine. */
    static Optional<Boolean> readAsksModel(YamlMap parameters) {
        return parameters
                .get("engine")
                .map(value -> value.asOneOf(ENGINES, "engine"))
                .orElse(Optional.of(ENGINES.get(0)))
                .map(ENGINES.get(1)::equals);
    }

    /** The first sentences of the texts, as they are; where they are redacted, as a model would see them. */
    record FirstSentences(Texts from, int maxChars) implements Wording {
        @Override
        public List<Need> needs(Facts facts) {
            return List.of();
        }

        @Override
        public Optional<String> words(Facts facts, Answers answers) {
            return Optional.of(Excerpts.firstSentences(from.in(facts.forModel()), maxChars))
                    .filter(summary -> !summary.isEmpty());
        }
    }

    /** The texts with phrases replaced that the file knows; where they are redacted, as a model would see them. */
    record KnownPhrases(Texts from, PhraseBook book) implements Wording {
        @Override
        public List<Need> needs(Facts facts) {
            return List.of();
        }

        @Override
        public Optional<String> words(Facts facts, Answers answers) {
            return book.translate(String.join("\n", from.in(facts.forModel())));
        }
    }
}
