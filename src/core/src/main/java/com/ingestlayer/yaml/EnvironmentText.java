package com.ingestlayer.yaml;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a file in which {@code ${env:NAME}} and {@code ${env:NAME:-default}} stand for environment variables. */
public final class EnvironmentText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private EnvironmentText() {}

    /**
     * The text with every variable replaced by what it holds; what it holds is not searched again. An empty variable counts
     * as one that is not set.
     *
     * @param value where the text stands
     * @param environment gives the value of a variable, or null
     * @return empty, with a problem added, when a variable is not set and has no default
     */
    public static Optional<String> substitute(String text, YamlValue value, UnaryOperator<String> environment) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String found = Optional.ofNullable(environment.apply(matcher.group(1)))
                    .filter(set -> !set.isEmpty())
                    .orElse(matcher.group(2));
            if (found == null) {
                String name = matcher.group(1);
                value.refuse("the environment variable " + name + " is not set or is empty: set " + name);
                return Optional.empty();
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(found));
        }
        matcher.appendTail(result);
        return Optional.of(result.toString());
    }

    /** What is left of a text when its variables are taken out. */
    public static String withoutVariables(String text) {
        return VARIABLE.matcher(text).replaceAll("");
    }
}
