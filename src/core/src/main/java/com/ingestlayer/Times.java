package com.ingestlayer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Moments as they stand in requests, answers and tables: ISO 8601. Thread-safe. */
public final class Times {
    private static final DateTimeFormatter ISO_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** What to tell somebody who wrote something else than {@link #parse} takes. */
    public static final String EXPECTED = "an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z";

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** Whether a moment is from 1970 to 9999, so that its text sorts among others. */
    public static boolean isInRange(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /** In UTC, always with three digits of a second, so that texts sort as moments do. */
    public static String format(Instant instant) {
        return ISO_MILLIS.format(instant);
    }

    /** A moment that was written with an offset or {@code Z}; empty when the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
