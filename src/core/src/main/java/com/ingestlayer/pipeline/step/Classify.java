package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.expression.Condition;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.yaml.YamlList;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The step {@code classify}: puts one of the configured labels under {@code $classify.<dimension>}, or {@code unknown}
 * if the engine returns none of them.
 */
public record Classify(String dimension, List<String> labels, TextEngine engine) implements Step {
    static final String NAME = "classify";
    public static final String UNKNOWN = "unknown";

    private static final int USUAL_TOKENS = 16;
    private static final Pattern DIMENSION = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final Pattern LABEL =
            Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N} _./-]{0,62}[\\p{L}\\p{M}\\p{N}])?");
    private static final Pattern AROUND_ANSWER = Pattern.compile("^[\\s\"'`*]+|[\\s\"'`*.]+$");
    private static final String EXPECTED_LABELS = "a list of labels such as [low, high, critical]";

    public Classify {
        requireNonNull(dimension, "dimension is null");
        labels = List.copyOf(labels);
        requireNonNull(engine, "engine is null");
    }

    static Optional<Classify> read(YamlMap parameters) {
        Optional<Boolean> asksModel = TextEngine.readAsksModel(
                parameters, List.of("dimension", "labels", "from"), List.of("rules", "default"));
        String expected = "what is told apart, a word such as urgency";
        Optional<String> dimension =
                parameters.require("dimension", expected).flatMap(value -> value.asText(DIMENSION, expected));
        Optional<List<String>> labels =
                parameters.require("labels", EXPECTED_LABELS).flatMap(Classify::readLabels);
        if (asksModel.isEmpty() || dimension.isEmpty() || labels.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends TextEngine> engine = asksModel.get()
                ? ModelEngine.read(
                        parameters,
                        Texts.readRequired(parameters),
                        USUAL_TOKENS,
                        "Classify it by " + dimension.get()
                                + ". Answer with exactly one of these labels, and nothing else: "
                                + String.join(", ", labels.get()) + ". If none fits, answer " + UNKNOWN + ".")
                : LabelRules.read(parameters, labels.get());
        return engine.map(words -> new Classify(dimension.get(), labels.get(), words));
    }

    private static Optional<List<String>> readLabels(YamlValue value) {
        Optional<List<String>> labels = YamlList.read(value, EXPECTED_LABELS, item -> item.asText(
                        LABEL, "1 to 64 letters, digits, spaces and _ . / - between them")
                .filter(label -> {
                    if (label.equalsIgnoreCase(UNKNOWN)) {
                        item.refuse("\"" + UNKNOWN + "\" is what an event gets that no label fits; leave it out");
                    }
                    return !label.equalsIgnoreCase(UNKNOWN);
                }));
        boolean distinct = labels.stream()
                .allMatch(all -> all.stream()
                                .map(label -> label.toLowerCase(Locale.ROOT))
                                .distinct()
                                .count()
                        == all.size());
        if (!distinct) {
            value.refuse("a label stands twice in " + labels.get());
        }
        return labels.filter(all -> distinct);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Condition> conditions() {
        return engine instanceof LabelRules rules ? rules.conditions() : List.of();
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return engine.lookups(context);
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        String label = engine.words(context, results).flatMap(this::labelIn).orElse(UNKNOWN);
        return new Result.Continue(context.with(Ref.Root.CLASSIFY, dimension, TextNode.valueOf(label)));
    }

    /** Finds the label in an answer. A model may write it in quotes or in capitals; every other text is not a label. */
    private Optional<String> labelIn(String words) {
        String word = AROUND_ANSWER.matcher(words).replaceAll("");
        return labels.stream().filter(word::equalsIgnoreCase).findFirst();
    }
}
