package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What requests are signed with.
 *
 * @param sessionToken of temporary credentials, such as those of a role
 */
public record Credentials(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    public Credentials {
        requireNonNull(accessKeyId, "accessKeyId is null");
        requireNonNull(secretAccessKey, "secretAccessKey is null");
        requireNonNull(sessionToken, "sessionToken is null");
    }

    /** Names the key only. */
    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }

    /** Knows the credentials that are good now. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        /** @throws AwsException when there are none to be had */
        Credentials current();
    }
}
