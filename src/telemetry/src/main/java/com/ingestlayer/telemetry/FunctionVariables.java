package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads the environment variables by which the stack configures a function. Thread-safe. */
public final class FunctionVariables {
    private final UnaryOperator<String> environment;

    /** @param environment returns the value of a variable, or null */
    public FunctionVariables(UnaryOperator<String> environment) {
        this.environment = requireNonNull(environment, "environment is null");
    }

    /** Returns the lookup itself, which returns the value of a variable, or null. */
    public UnaryOperator<String> environment() {
        return environment;
    }

    /**
     * Returns whether Lambda takes a snapshot of this process after its start, and starts later processes from it
     * (Lambda Developer Guide, "Using Lambda environment variables", {@code AWS_LAMBDA_INITIALIZATION_TYPE}). The
     * snapshot includes everything that is loaded until then.
     */
    public boolean isSnapshotMade() {
        return find("AWS_LAMBDA_INITIALIZATION_TYPE").equals(Optional.of("snap-start"));
    }

    /** Returns the value of a variable, or empty when it is unset or empty. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Checks that variables are set and not empty.
     *
     * @throws IllegalStateException with the names of all that are not
     */
    public void require(String... names) {
        List<String> missing =
                Stream.of(names).filter(name -> find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new IllegalStateException("not set: " + String.join(", ", missing));
        }
    }

    /**
     * Returns the value of a variable.
     *
     * @throws IllegalStateException when it is unset or empty
     */
    public String get(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("not set: " + name));
    }

    /**
     * Returns the duration in a variable, or the default when it is unset or empty.
     *
     * @throws IllegalStateException when it is not a duration
     */
    public Duration duration(String name, Duration otherwise) {
        return find(name)
                .map(value -> Durations.parse(value).orElseThrow(() -> wrong(name, Durations.EXPECTED, value)))
                .orElse(otherwise);
    }

    /**
     * Returns whether a variable is {@code true}; an unset or empty one counts as {@code false}.
     *
     * @throws IllegalStateException when it is neither {@code true} nor {@code false}
     */
    public boolean flag(String name) {
        return find(name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw wrong(name, "true or false", value);
                })
                .orElse(false);
    }

    /**
     * Returns the exception for a variable with an invalid value.
     *
     * @param expected what the value should have been, such as {@code true or false}
     */
    public static IllegalStateException wrong(String name, String expected, String found) {
        return new IllegalStateException(name + ": expected " + expected + ", found \"" + found + "\"");
    }
}
