package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Ascii;
import com.ingestlayer.Utf8;

/**
 * Names one entity.
 *
 * @param kind a free word, such as {@code user}; see {@link #isValidKind}
 * @param externalId the caller's own id; not empty, and at most {@link #MAX_ID_BYTES}
 */
public record EntityKey(String kind, String externalId) {
    /** In UTF-8; what DynamoDB takes as a sort key (AWS: "Quotas in Amazon DynamoDB"), which lists of a kind sort by. */
    public static final int MAX_ID_BYTES = 1024;

    /** What {@link #isValidId} takes, in words. */
    public static final String ID_FORM = "1 to " + MAX_ID_BYTES + " bytes of UTF-8";
    /** What {@link #isValidKind} takes, in words. */
    public static final String KIND_FORM = "1 to 64 letters, digits, _ or -";

    private static final int MAX_KIND_LENGTH = 64;
    /** Of one character in UTF-8. */
    private static final int MAX_BYTES = 3;

    public EntityKey {
        requireNonNull(kind, "kind is null");
        requireNonNull(externalId, "externalId is null");
        if (!isValidKind(kind)) {
            throw new IllegalArgumentException("kind must have " + KIND_FORM + ": " + kind);
        }
        if (!isValidId(externalId)) {
            throw new IllegalArgumentException("externalId must have " + ID_FORM);
        }
    }

    /** Whether a text can be a kind. */
    public static boolean isValidKind(String kind) {
        return !kind.isEmpty() && kind.length() <= MAX_KIND_LENGTH && Ascii.hasOnlyLettersDigitsAnd("_-", kind);
    }

    /** Whether a text can be an external id. */
    public static boolean isValidId(String externalId) {
        return !externalId.isEmpty()
                && externalId.length() <= MAX_ID_BYTES
                && (externalId.length() * MAX_BYTES <= MAX_ID_BYTES || Utf8.length(externalId) <= MAX_ID_BYTES)
                && Utf8.canEncode(externalId); // half of a surrogate pair has no bytes
    }

    /** By hand, as is {@link #equals}, for the reason that {@link com.ingestlayer.event.EventId} gives. */
    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + externalId.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey key && key.kind.equals(kind) && key.externalId.equals(externalId);
    }
}
