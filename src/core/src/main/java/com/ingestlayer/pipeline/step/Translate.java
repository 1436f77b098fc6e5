package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.text.PhraseBook;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The step {@code translate}: puts a translation of an event's text under {@code $translate.text}. It puts nothing
 * there if there is no text, if none of its phrases is known, or if the model does not answer.
 */
record Translate(TextEngine engine) implements Step {
    static final String NAME = "translate";

    private static final int USUAL_TOKENS = 1_000;
    private static final int MOST_PHRASES = 1_000;
    private static final int MAX_PHRASE = 500;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}");
    private static final String EXPECTED_LANGUAGE = "a language's tag by BCP 47, such as en or pt-BR";
    private static final String EXPECTED_PHRASES =
            "a mapping of phrases such as { \"Zahlung fehlgeschlagen\": \"payment failed\" }";

    Translate {
        requireNonNull(engine, "engine is null");
    }

    static Optional<Translate> read(YamlMap parameters) {
        Optional<Boolean> asksModel = TextEngine.readAsksModel(parameters, List.of("from", "to"), List.of("phrases"));
        Optional<Texts> from = Texts.readRequired(parameters);
        Optional<String> language =
                parameters.require("to", EXPECTED_LANGUAGE).flatMap(tag -> tag.asText(LANGUAGE, EXPECTED_LANGUAGE));
        if (asksModel.isEmpty() || language.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends TextEngine> engine = asksModel.get()
                ? ModelEngine.read(
                        parameters,
                        from,
                        USUAL_TOKENS,
                        "Answer with its translation into the language with the BCP 47 tag " + language.get()
                                + ", and nothing else.")
                : parameters
                        .require("phrases", EXPECTED_PHRASES)
                        .flatMap(Translate::readPhrases)
                        .flatMap(book -> from.map(texts -> new TextEngine.KnownPhrases(texts, book)));
        return engine.map(Translate::new);
    }

    private static Optional<PhraseBook> readPhrases(YamlValue value) {
        return value.asMap(EXPECTED_PHRASES).flatMap(map -> {
            Map<String, String> phrases = new LinkedHashMap<>();
            map.names().forEach(phrase -> map.get(phrase)
                    .flatMap(translation -> translation.asText("its translation"))
                    .ifPresent(translation -> phrases.put(phrase, translation)));
            boolean right = phrases.size() == map.names().size();
            if (map.names().isEmpty() || map.names().size() > MOST_PHRASES) {
                value.refuse("expected 1 to " + MOST_PHRASES + " phrases, found "
                        + map.names().size());
                right = false;
            }
            for (String phrase : map.names()) {
                if (phrase.isBlank() || phrase.length() > MAX_PHRASE) {
                    map.get(phrase).orElseThrow().refuse("expected a phrase of 1 to " + MAX_PHRASE + " characters");
                    right = false;
                }
            }
            return right ? Optional.of(new PhraseBook(phrases)) : Optional.empty();
        });
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
                .map(text -> context.with(Ref.Root.TRANSLATE, "text", TextNode.valueOf(text)))
                .orElse(context));
    }
}
