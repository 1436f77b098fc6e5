package com.ingestlayer.local.parameters;

import com.ingestlayer.local.StackLayout;
import com.ingestlayer.signature.SigningSecret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets as variables: {@code acme-webhook} of the pipelines is {@code ACME_WEBHOOK}, and the source {@code shopify} has
 * {@code SOURCE_SHOPIFY}. Thread-safe.
 */
final class SecretVariables {
    private final Map<String, String> variables;

    SecretVariables(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The secret behind a parameter's name; empty when its variable is not set or blank. */
    Optional<String> find(String parameter) {
        return variable(parameter, StackLayout.SECRETS_PATH, "")
                .or(() -> variable(parameter, StackLayout.SOURCE_SECRETS_PATH, "SOURCE_"))
                .map(variables::get)
                .filter(value -> SigningSecret.in(value).isPresent());
    }

    private static Optional<String> variable(String parameter, String path, String prefix) {
        return parameter.startsWith(path)
                ? Optional.of(prefix
                        + parameter
                                .substring(path.length())
                                .toUpperCase(Locale.ROOT)
                                .replaceAll("[^A-Z0-9]", "_"))
                : Optional.empty();
    }
}
