package com.ingestlayer.config;

import com.ingestlayer.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown if the configuration has mistakes. The message lists each one on its own line as {@code file:line: what}. */
public final class InvalidConfigurationException extends Exception {
    private final transient List<Problem> problems;

    public InvalidConfigurationException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
