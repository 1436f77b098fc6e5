package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.TableNames;
import java.util.Optional;

/**
 * What the parts of a stack are called.
 *
 * @param apiUrl without a slash at the end
 */
record StackNames(TableNames tables, Optional<String> apiUrl) {
    StackNames {
        requireNonNull(tables, "tables is null");
        requireNonNull(apiUrl, "apiUrl is null");
    }
}
