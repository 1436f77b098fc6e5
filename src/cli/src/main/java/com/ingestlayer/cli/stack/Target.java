package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Names the stack that a command works on.
 *
 * @param local whether it is the stack of {@code ./mvnw -Plocal}; the other components then have no effect
 * @param name the name of the CloudFormation stack
 * @param region the AWS region; empty for the region of the environment or the profile
 * @param profile the profile of the AWS CLI; empty for the default credentials
 */
public record Target(boolean local, String name, Optional<String> region, Optional<String> profile) {
    /** The default name of a deployed stack, and the name of the local stack. */
    public static final String DEFAULT_NAME = "ingestlayer";

    public Target {
        requireNonNull(name, "name is null");
        requireNonNull(region, "region is null");
        requireNonNull(profile, "profile is null");
    }
}
