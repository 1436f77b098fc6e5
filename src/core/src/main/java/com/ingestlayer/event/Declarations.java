package com.ingestlayer.event;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.Names;
import java.util.Map;
import java.util.Optional;

/**
 * The types of events that are declared, and what becomes of all others. Thread-safe.
 *
 * @param byType by event type
 */
public record Declarations(Map<String, Declaration> byType, Undeclared undeclared) {
    /** What becomes of an event whose type nobody has declared. */
    public enum Undeclared {
        /** It is taken, whatever its payload looks like. */
        ACCEPT,
        /** It is refused. */
        REJECT
    }

    public Declarations {
        byType = Map.copyOf(byType);
        requireNonNull(undeclared, "undeclared is null");
    }

    public Optional<Declaration> of(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** Empty when events of this type are taken, else the reason why they are not. */
    public Optional<String> whatIsWrongWith(String type) {
        return undeclared == Undeclared.ACCEPT || byType.containsKey(type)
                ? Optional.empty()
                : Optional.of("this type is not declared, and only declared ones are taken"
                        + Names.instead(type, byType.keySet().stream().sorted().toList()));
    }
}
