package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.Names;
import java.util.Map;
import java.util.Optional;

/**
 * The declared event types, and the rule for types that are not declared. Thread-safe.
 *
 * @param byType the declarations by event type
 */
public record Declarations(Map<String, Declaration> byType, Undeclared undeclared) {
    /** How an event of an undeclared type is treated. */
    public enum Undeclared {
        /** The event is accepted with any payload. */
        ACCEPT,
        /** The event is rejected. */
        REJECT
    }

    public Declarations {
        byType = Map.copyOf(byType);
        requireNonNull(undeclared, "undeclared is null");
    }

    public Optional<Declaration> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** Returns why events of this type are rejected; empty if they are accepted. */
    public Optional<String> whatIsWrongWith(String type) {
        return undeclared == Undeclared.ACCEPT || byType.containsKey(type)
                ? Optional.empty()
                : Optional.of("this type is not declared, and only declared ones are taken"
                        + Names.instead(type, byType.keySet().stream().sorted().toList()));
    }
}
