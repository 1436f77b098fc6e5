package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Which stack a command works on.
 *
 * @param local the one of {@code ./mvnw -Plocal}; then nothing else counts
 * @param name of the CloudFormation stack
 * @param region empty for the one that the environment or the profile names
 * @param profile of the AWS CLI; empty for the default credentials
 */
public record Target(boolean local, String name, Optional<String> region, Optional<String> profile) {
    /** The stack's name unless another one is given; the local stack is called so too. */
    public static final String DEFAULT_NAME = "ingestlayer";

    public Target {
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
        requireNonNull(profile, "profile is null");
    }
}
