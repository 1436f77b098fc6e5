package com.ingestlayer.redaction;

import static java.util.Objects.requireNonNull;

/**
 * The location of a match in a text.
 *
 * @param start the index of its first char
 * @param end the index after its last char
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

    /** Returns the range of both findings, with the kind that takes precedence. */
    Finding and(Finding other) {
        return new Finding(
                kind.compareTo(other.kind) <= 0 ? kind : other.kind,
                Math.min(start, other.start),
                Math.max(end, other.end));
    }
}
