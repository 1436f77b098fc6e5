package com.ingestlayer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the list's order; fewer than were asked for, or none, does not mean that the list ends
 * @param next the position that the next page starts after; empty when the list ends here
 */
public record Page<T, P>(List<T> items, Optional<P> next) {
    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next is null");
    }

    /** A list that has nothing. */
    public static <T, P> Page<T, P> empty() {
        return new Page<>(List.of(), Optional.empty());
    }
}
