package com.ingestlayer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * One page of a list.
 *
 * @param items the items in the list's order; fewer items than requested, or none, does not mean that the list ends
 * @param next the position after which the next page starts; empty if the list ends here
 */
public record Page<T, P>(List<T> items, Optional<P> next) {
    public Page {
        items = List.copyOf(items);
        requireNonNull(next, "next is null");
    }

    /** Returns a page without items that ends the list. */
    public static <T, P> Page<T, P> empty() {
        return new Page<>(List.of(), Optional.empty());
    }
}
