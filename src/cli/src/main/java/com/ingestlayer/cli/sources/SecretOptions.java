package com.ingestlayer.cli.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say where a secret comes from. No option takes the secret itself, because arguments stay in the history of
 * the shell and show in the list of processes.
 */
final class SecretOptions {
    private static final int MAX_LENGTH = 4096; // the size limit of a standard SSM parameter

    @Option(
            names = "--secret-from-env",
            paramLabel = "VARIABLE",
            description = "Read the sender's secret (or bearer token) from this environment variable.")
    private String variable;

    @Option(names = "--secret-stdin", description = "Read the sender's secret (or bearer token) from standard input.")
    private boolean standardInput;

    boolean given() {
        return variable != null || standardInput;
    }

    /**
     * Reads the secret; returns empty when no option is given.
     *
     * @throws CommandException when the secret is empty, is too long, or both options are given
     */
    Optional<String> read(CliContext context) {
        if (variable != null && standardInput) {
            throw CommandException.usage("take the secret from --secret-from-env or --secret-stdin, not both");
        }
        if (!given()) {
            return Optional.empty();
        }
        Optional<String> secret = SigningSecret.in(
                        standardInput ? fromStandardInput(context) : fromEnvironment(context))
                .map(SigningSecret::value)
                .filter(trimmed -> trimmed.length() <= MAX_LENGTH);
        if (secret.isEmpty()) {
            throw CommandException.refused("the secret from " + (standardInput ? "standard input" : variable)
                    + " must have 1 to " + MAX_LENGTH + " characters");
        }
        return secret;
    }

    private String fromEnvironment(CliContext context) {
        return Optional.ofNullable(context.environment().apply(variable))
                .orElseThrow(() -> CommandException.refused("the environment variable " + variable + " is not set"));
    }

    private static String fromStandardInput(CliContext context) {
        try {
            return new String(context.in().readNBytes(MAX_LENGTH * 4), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading standard input", e);
        }
    }
}
