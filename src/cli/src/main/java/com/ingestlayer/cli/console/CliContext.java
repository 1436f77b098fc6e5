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
 * The process environment of a command: everything that tests replace.
 *
 * @param stacks finds the stack that the command line names
 * @param environment returns the value of an environment variable, or null
 * @param random generates keys, tokens and secrets; cryptographically strong in production
 * @param out receives the result of the command, so that it can be piped
 * @param err receives all other messages
 * @param terminal whether {@code err} is a terminal
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
