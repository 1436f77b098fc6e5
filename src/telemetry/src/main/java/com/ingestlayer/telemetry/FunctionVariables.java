package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the stack tells a function, each as an environment variable. Thread-safe. */
public final class FunctionVariables {
    private final UnaryOperator<String> environment;

    /** @param environment gives the value of a variable, or null */
    public FunctionVariables(UnaryOperator<String> environment) {
        this.environment = requireNonNull(environment, "environment is null");
    }

    /** The value of a variable, or null. */
    public UnaryOperator<String> environment() {
        return environment;
    }

    /**
     * Whether Lambda makes a snapshot of this process once it has started, which later ones begin with (Lambda Developer
     * Guide, "Using Lambda environment variables", {@code AWS_LAMBDA_INITIALIZATION_TYPE}). What is loaded before is in it.
     */
    public boolean isSnapshotMade() {
        return find("AWS_LAMBDA_INITIALIZATION_TYPE").equals(Optional.of("snap-start"));
    }

    /** Of no variable, or of one without a character, empty. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    /** @throws IllegalStateException naming each of them that is not set */
    public void require(String... names) {
        List<String> missing =
                Stream.of(names).filter(name -> find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not set: " + String.join(", ", missing));
        }
    }

    /** @throws IllegalStateException when it is not set */
    public String get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("not set: " + name));
    }

    /** @throws IllegalStateException when it is set to something else than a duration */
    public Duration duration(String name, Duration otherwise) {
        return find(name)
                .map(value -> Durations.parse(value).orElseThrow(() -> wrong(name, Durations.EXPECTED, value)))
                .orElse(otherwise);
    }

    /** False when it is not set. Throws IllegalStateException when it is neither {@code true} nor {@code false}. */
    public boolean flag(String name) {
        return find(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, "true or false", value);
                })
                .orElse(false);
    }

    /** @param expected in the words of a sentence, such as {@code true or false} */
    public static IllegalStateException wrong(String name, String expected, String found) {
        return new IllegalStateException(name + ": expected " + expected + ", found \"" + found + "\"");
    }
}
