package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.table.TableNames;
import java.util.Optional;

/**
 * What the parts of a stack are called.
 *
 * @param queues where deliveries wait, and where they end
 * @param sourceSecrets what stands before the names of sources in the parameter store
 * @param apiUrl without a slash at the end
 * @param webhookUrl the WEBHOOK_URL of its functions
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

    /** Where the secrets of a stack's sources are. */
    static String sourceSecretsOf(String stack) {
        return "/" + stack + "/sources/";
    }
}
