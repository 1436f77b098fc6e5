package com.ingestlayer.entity;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Ascii;
import com.ingestlayer.Utf8;

/**
 * The key of an entity.
 *
 * @param kind a freely chosen word, such as {@code user}; see {@link #isValidKind}
 * @param externalId the caller's own id, not empty and at most {@link #MAX_ID_BYTES} long
 */
public record EntityKey(String kind, String externalId) {
    /**
     * The maximum size of an external id in UTF-8. It is DynamoDB's limit for a sort key (AWS: "Quotas in Amazon
     * DynamoDB"), by which the entities of a kind are sorted.
     */
    public static final int MAX_ID_BYTES = 1024;

    /** Describes what {@link #isValidId} accepts. */
    public static final String ID_FORM = "1 to " + MAX_ID_BYTES + " bytes of UTF-8";
    /** Describes what {@link #isValidKind} accepts. */
    public static final String KIND_FORM = "1 to 64 letters, digits, _ or -";

    private static final int MAX_KIND_LENGTH = 64;
    /** The maximum size of one UTF-16 unit in UTF-8. */
    private static final int MAX_BYTES_PER_CHAR = 3;

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

    /** Returns whether a text is a valid kind. */
    public static boolean isValidKind(String kind) {
        return !kind.isEmpty() && kind.length() <= MAX_KIND_LENGTH && Ascii.hasOnlyLettersDigitsAnd("_-", kind);
    }

    /** Returns whether a text is a valid external id. */
    public static boolean isValidId(String externalId) {
        return !externalId.isEmpty()
                && externalId.length() <= MAX_ID_BYTES
                && (externalId.length() * MAX_BYTES_PER_CHAR <= MAX_ID_BYTES || Utf8.length(externalId) <= MAX_ID_BYTES)
                && Utf8.canEncode(externalId); // an unpaired surrogate has no bytes
    }

    /** Written by hand, like {@link #equals}, for the reason that {@link com.ingestlayer.event.EventId} gives. */
    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + externalId.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey key && key.kind.equals(kind) && key.externalId.equals(externalId);
    }
}
