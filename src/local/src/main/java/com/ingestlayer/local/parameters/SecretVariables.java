package com.ingestlayer.local.parameters;

import com.ingestlayer.local.StackLayout;
import com.ingestlayer.signature.SigningSecret;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets in variables: the secret {@code acme-webhook} of a pipeline is in {@code ACME_WEBHOOK}, and that of the source
 * {@code shopify} is in {@code SOURCE_SHOPIFY}. Thread-safe.
 */
final class SecretVariables {
    private final Map<String, String> variables;

    SecretVariables(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** Returns the secret of a parameter's name; empty when its variable is unset or blank. */
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
