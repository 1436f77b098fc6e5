package com.ingestlayer.pipeline.step;

import com.ingestlayer.expression.Condition;
import com.ingestlayer.text.Phrases;
import com.ingestlayer.yaml.YamlList;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Optional;

/**
 * The engine {@code rules} of {@code classify}: returns the label of the first rule that holds.
 *
 * @param from the texts that are searched for keywords; empty if no rule has keywords
 * @param otherwise the label if no rule holds
 */
record LabelRules(Optional<Texts> from, List<Rule> rules, Optional<String> otherwise) implements TextEngine {
    private static final String EXPECTED_KEYWORDS = "a list of words or phrases such as [outage, \"data loss\"]";
    private static final int MAX_KEYWORD = 200;

    /**
     * Holds if one of the texts contains one of the keywords, and if the condition holds. Either part may be missing.
     */
    record Rule(String label, Optional<Phrases> keywords, Optional<Condition> when) {
        private boolean holds(EventContext context, List<String> texts) {
            return keywords.map(phrases -> texts.stream().anyMatch(phrases::in)).orElse(true)
                    && when.map(condition -> condition.holds(context)).orElse(true);
        }
    }

    LabelRules {
        rules = List.copyOf(rules);
    }

    static Optional<LabelRules> read(YamlMap parameters, List<String> labels) {
        String expected = "a list of rules, each { label, keywords or when }";
        Optional<List<Rule>> rules = parameters
                .require("rules", expected)
                .flatMap(value -> YamlList.read(value, expected, rule -> readRule(rule, labels)));
        Optional<Texts> from = rules.filter(all ->
                                all.stream().anyMatch(rule -> rule.keywords().isPresent()))
                        .isPresent()
                ? Texts.readRequired(parameters)
                : parameters.get("from").flatMap(Texts::read);
        Optional<String> otherwise = parameters.get("default").flatMap(value -> value.asOneOf(labels, "label"));
        boolean valid = rules.isPresent()
                && from.isPresent() == parameters.get("from").isPresent()
                && otherwise.isPresent() == parameters.get("default").isPresent();
        return valid ? Optional.of(new LabelRules(from, rules.get(), otherwise)) : Optional.empty();
    }

    private static Optional<Rule> readRule(YamlValue value, List<String> labels) {
        return value.asMap("{ label, keywords or when }").flatMap(map -> {
            map.allowOnly("label", "keywords", "when");
            Optional<String> label = map.require("label", "one of " + String.join(", ", labels))
                    .flatMap(word -> word.asOneOf(labels, "label"));
            Optional<Phrases> keywords = map.get("keywords")
                    .flatMap(list -> YamlList.read(list, EXPECTED_KEYWORDS, LabelRules::readKeyword))
                    .map(Phrases::new);
            Optional<Condition> when = map.get("when").flatMap(Condition::readWhen);
            if (map.get("keywords").isEmpty() && map.get("when").isEmpty()) {
                map.refuse("expected keywords, or when, or both; what holds always is the default");
                return Optional.empty();
            }
            return label.isPresent()
                            && keywords.isPresent() == map.get("keywords").isPresent()
                            && when.isPresent() == map.get("when").isPresent()
                    ? Optional.of(new Rule(label.get(), keywords, when))
                    : Optional.empty();
        });
    }

    private static Optional<String> readKeyword(YamlValue value) {
        String expected = "a word or phrase of 1 to " + MAX_KEYWORD + " characters";
        return value.asText(expected).flatMap(keyword -> {
            if (keyword.isBlank() || keyword.length() > MAX_KEYWORD) {
                value.refuse("expected " + expected);
                return Optional.empty();
            }
            return Optional.of(keyword);
        });
    }

    List<Condition> conditions() {
        return rules.stream().flatMap(rule -> rule.when().stream()).toList();
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return List.of();
    }

    @Override
    public Optional<String> words(EventContext context, LookupResults results) {
        List<String> texts = from.map(places -> places.in(context)).orElse(List.of());
        return rules.stream()
                .filter(rule -> rule.holds(context, texts))
                .map(Rule::label)
                .findFirst()
                .or(() -> otherwise);
    }
}
