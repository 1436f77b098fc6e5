package com.ingestlayer.redaction;

import static java.util.Objects.requireNonNull;

/**
 * Where something stands in a text.
 *
 * @param start its first char
 * @param end the char after its last
 */
record Finding(Kind kind, int start, int end) {
    Finding {
        requireNonNull(kind, "kind is null");
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("from " + start + " to " + end);
        }
    }

    boolean touches(Finding other) {
        return start < other.end && other.start < end;
    }

    /** Both, as the kind that goes first. */
    Finding and(Finding other) {
        return new Finding(
                kind.compareTo(other.kind) <= 0 ? kind : other.kind,
                Math.min(start, other.start),
                Math.max(end, other.end));
    }
}
