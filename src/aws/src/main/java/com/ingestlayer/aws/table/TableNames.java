package com.ingestlayer.aws.table;

import static java.util.Objects.requireNonNull;

/** The names of a stack's four tables. */
public record TableNames(String events, String entities, String state, String keys) {
    public TableNames {
        requireNonNull(events, "events is null");
        requireNonNull(entities, "entities is null");
        requireNonNull(state, "state is null");
        requireNonNull(keys, "keys is null");
    }

    /**
     * Returns the names that template.yaml gives to the tables of a stack. The local stack is named {@code
     * ingestlayer}.
     */
    public static TableNames ofStack(String stack) {
        return new TableNames(stack + "-events", stack + "-entities", stack + "-state", stack + "-keys");
    }
}
