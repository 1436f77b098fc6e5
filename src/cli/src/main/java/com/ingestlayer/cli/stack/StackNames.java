package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.table.TableNames;
import java.util.Optional;

/**
 * The names and URLs of the parts of a stack.
 *
 * @param sourceSecrets the prefix of the names of source secrets in the SSM parameter store
 * @param apiUrl the URL of the API, without a slash at the end
 * @param webhookUrl the {@code WEBHOOK_URL} of the functions
 */
record StackNames(
        TableNames tables,
        QueueUrls queues,
        String sourceSecrets,
        Optional<String> apiUrl,
        Optional<String> webhookUrl) {
    /** The URLs of the two queues. */
    record QueueUrls(String deliveries, String deadLetters) {
        QueueUrls {
            requireNonNull(deliveries, "deliveries is null");
            requireNonNull(deadLetters, "deadLetters is null");
        }
    }

    StackNames {
        requireNonNull(tables, "tables is null");
        requireNonNull(queues, "queues is null");
        requireNonNull(sourceSecrets, "sourceSecrets is null");
        requireNonNull(apiUrl, "apiUrl is null");
        requireNonNull(webhookUrl, "webhookUrl is null");
    }

    /** Returns the prefix of the names of a stack's source secrets. */
    static String sourceSecretsOf(String stack) {
        return "/" + stack + "/sources/";
    }
}
