package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.TableNames;
import java.util.Optional;

/**
 * What the parts of a stack are called.
 *
 * @param sourceSecrets what stands before the names of sources in the parameter store
 * @param apiUrl without a slash at the end
 */
record StackNames(TableNames tables, String sourceSecrets, Optional<String> apiUrl) {
    StackNames {
        requireNonNull(tables, "tables is null");
        requireNonNull(sourceSecrets, "sourceSecrets is null");
        requireNonNull(apiUrl, "apiUrl is null");
    }

    /** Where the secrets of a stack's sources are. */
    static String sourceSecretsOf(String stack) {
        return "/" + stack + "/sources/";
    }
}
