package com.ingestlayer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as they stand in requests, answers and tables: ISO 8601. Thread-safe. */
public final class Times {
    /** What to tell somebody who wrote something else than {@link #parse} takes. */
    public static final String EXPECTED = "an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z";

    private static final int[] POWERS = {1, 10, 100, 1000};
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** Whether a moment is from 1970 to 9999, so that its text sorts among others. */
    public static boolean isInRange(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /**
     * In UTC, always with three digits of a second, so that texts sort as moments do. Digit by digit, because every event has
     * several and a formatter costs ten times as much.
     *
     * @param instant {@link #isInRange in range}
     */
    public static String format(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(24);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        digits(text, utc.getSecond(), 2).append('.');
        return digits(text, utc.getNano() / 1_000_000, 3).append('Z').toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        for (int power = POWERS[width - 1]; power > 0; power /= 10) {
            text.append((char) ('0' + number / power % 10));
        }
        return text;
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
