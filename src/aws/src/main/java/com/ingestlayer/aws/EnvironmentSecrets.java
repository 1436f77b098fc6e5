package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Secrets as environment variables, for a laptop: {@code acme-webhook} is {@code ACME_WEBHOOK}. Thread-safe. */
public final class EnvironmentSecrets implements Secrets {
    private final UnaryOperator<String> environment;

    /** @param environment gives the value of a variable, or null */
    public EnvironmentSecrets(UnaryOperator<String> environment) {
        this.environment = requireNonNull(environment, "environment is null");
    }

    @Override
    public Optional<SigningSecret> find(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        return Optional.ofNullable(environment.apply(variable))
                .filter(value -> !value.isBlank())
                .map(SigningSecret::new);
    }
}
