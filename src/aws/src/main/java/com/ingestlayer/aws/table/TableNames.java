package com.ingestlayer.aws.table;

import static java.util.Objects.requireNonNull;

/** What the four tables of a stack are called. */
public record TableNames(String events, String entities, String state, String keys) {
    public TableNames {
        requireNonNull(events, "events is null");
        requireNonNull(entities, "entities is null");
        requireNonNull(state, "state is null");
        requireNonNull(keys, "keys is null");
    }

    /** The names that template.yaml gives, and with them the local stack, whose name is {@code ingestlayer}. */
    public static TableNames ofStack(String stack) {
        return new TableNames(stack + "-events", stack + "-entities", stack + "-state", stack + "-keys");
    }
}
