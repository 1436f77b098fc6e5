package com.ingestlayer.cli.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a secret comes from. Never from an argument: those stay in the shell's history and show in lists of processes. */
final class SecretOptions {
    private static final int MAX_LENGTH = 4096; // what a standard parameter holds

    @Option(
            names = "--secret-from-env",
            paramLabel = "VARIABLE",
            description = "Take the sender's secret (or bearer token) from this environment variable.")
    private String variable;

    @Option(names = "--secret-stdin", description = "Take the sender's secret (or bearer token) from standard input.")
    private boolean standardInput;

    boolean given() {
        return variable != null || standardInput;
    }

    /**
     * The secret, if one is given.
     *
     * @throws CommandException when it is empty, or is given twice
     */
    Optional<String> read(CliContext surroundings) {
        if (variable != null && standardInput) {
            throw CommandException.usage("take the secret from --secret-from-env or --secret-stdin, not both");
        }
        if (!given()) {
            return Optional.empty();
        }
        Optional<String> secret = SigningSecret.in(standardInput ? allOf(surroundings) : valueOf(surroundings))
                .map(SigningSecret::value)
                .filter(trimmed -> trimmed.length() <= MAX_LENGTH);
        if (secret.isEmpty()) {
            throw CommandException.refused("the secret from " + (standardInput ? "standard input" : variable)
                    + " must have 1 to " + MAX_LENGTH + " characters");
        }
        return secret;
    }

    private String valueOf(CliContext surroundings) {
        return Optional.ofNullable(surroundings.environment().apply(variable))
                .orElseThrow(() -> CommandException.refused("the environment variable " + variable + " is not set"));
    }

    private static String allOf(CliContext surroundings) {
        try {
            return new String(surroundings.in().readNBytes(MAX_LENGTH * 4), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading standard input", e);
        }
    }
}
