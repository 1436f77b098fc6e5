package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.cli.stack.Target;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What the command takes from the process it runs in.
 *
 * @param environment gives the value of a variable, or null
 * @param random for keys, tokens and secrets; cryptographically strong
 * @param out for what was asked for, fit for pipes
 * @param err for everything else that is said
 * @param terminal whether a person watches {@code err}
 */
public record CliContext(
        Function<Target, Stack> stacks,
        UnaryOperator<String> environment,
        Clock clock,
        RandomGenerator random,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean terminal) {
    public CliContext {
        requireNonNull(stacks, "stacks is null");
        requireNonNull(environment, "environment is null");
        requireNonNull(clock, "clock is null");
        requireNonNull(random, "random is null");
        requireNonNull(in, "in is null");
        requireNonNull(out, "out is null");
        requireNonNull(err, "err is null");
    }
}
