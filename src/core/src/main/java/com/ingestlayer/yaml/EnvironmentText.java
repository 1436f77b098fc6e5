package com.ingestlayer.yaml;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Substitutes environment variables in the text of a file: {@code ${env:NAME}} and {@code ${env:NAME:-default}}. */
public final class EnvironmentText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private EnvironmentText() {}

    /**
     * Returns the text with each variable replaced by its value. Values are not searched for variables again. An empty
     * variable counts as unset.
     *
     * @param value the YAML value that holds the text; problems are reported at its line
     * @param environment returns the value of a variable, or null
     * @return empty, with a problem added, if a variable is unset and has no default
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

    /** Returns the text without its variables. */
    public static String withoutVariables(String text) {
        return VARIABLE.matcher(text).replaceAll("");
    }
}
