package com.ingestlayer.local.iam;

import static java.util.Objects.requireNonNull;

/**
 * What a call asks IAM for.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource an ARN
 */
public record Access(String action, String resource) {
    public Access {
        requireNonNull(action, "action is null");
        requireNonNull(resource, "resource is null");
    }

    @Override
    public String toString() {
        return action + " on " + resource;
    }
}
