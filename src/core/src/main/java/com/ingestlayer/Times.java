package com.ingestlayer;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads and writes times as requests, responses and tables contain them: ISO 8601. Thread-safe. */
public final class Times {
    /** The description of what {@link #parse} accepts, for error messages. */
    public static final String EXPECTED = "an ISO 8601 time with an offset, such as 2026-01-31T09:30:00Z";

    private static final int[] POWERS = {1, 10, 100, 1000};
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Times() {}

    /** Returns whether a time is from 1970 to 9999, so that its text sorts correctly. */
    public static boolean isInRange(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /**
     * Formats a time in UTC, always with three fraction digits, so that texts sort like times. The digits are written
     * one by one, because every event has several times and a formatter takes ten times as long.
     *
     * @param instant a time that is {@link #isInRange in range}
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

    /**
     * Parses a time with an offset or {@code Z}; returns empty if the text is not one. It accepts RFC 3339, with a
     * space or a lower-case {@code t} for the {@code T} (section 5.6), and these further forms of ISO 8601 that senders
     * use: offsets without a colon or without minutes ({@code +0100}, {@code +01}), a time without seconds, and a comma
     * before the fraction. A leap second ({@code :60}) is read as the start of the next second, as POSIX clocks count
     * it, because no {@link Instant} represents it.
     */
    public static Optional<Instant> parse(String text) {
        return new Reader(text).read();
    }

    /**
     * Reads one text from left to right. It is written by hand, because a formatter with many optional parts would be
     * slower.
     */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Optional<Instant> read() {
            int year = number(4);
            int month = skip("-") ? number(2) : -1;
            int day = skip("-") ? number(2) : -1;
            int hour = skip("Tt ") ? number(2) : -1;
            int minute = skip(":") ? number(2) : -1;
            boolean withSeconds = minute >= 0 && skip(":");
            int second = withSeconds ? number(2) : 0;
            int nanos = withSeconds && skip(".,") ? fraction() : 0;
            Optional<Integer> offset = offsetMinutes();
            if (second < 0 || second > 60 || nanos < 0 || offset.isEmpty() || at != text.length()) {
                return Optional.empty();
            }
            try {
                boolean leap = second == 60;
                LocalDateTime local =
                        LocalDateTime.of(year, month, day, hour, minute, leap ? 59 : second, leap ? 0 : nanos);
                return Optional.of(local.plusSeconds(leap ? 1 : 0)
                        .minusMinutes(offset.get())
                        .toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                // There is no such day or time, such as the 30th of February, or a part is missing and is -1.
                return Optional.empty();
            }
        }

        private boolean skip(String anyOf) {
            boolean there = at < text.length() && anyOf.indexOf(text.charAt(at)) >= 0;
            at += there ? 1 : 0;
            return there;
        }

        private boolean atDigit() {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        /** Reads a number of exactly this many digits; returns -1 if they are not there. */
        private int number(int width) {
            int number = 0;
            for (int i = 0; i < width; i++, at++) {
                if (!atDigit()) {
                    return -1;
                }
                number = number * 10 + text.charAt(at) - '0';
            }
            return number;
        }

        /** Reads a fraction of one to nine digits as nanoseconds; returns -1 if there is none or it has more digits. */
        private int fraction() {
            int start = at;
            int nanos = 0;
            for (; atDigit() && at - start < 9; at++) {
                nanos = nanos * 10 + text.charAt(at) - '0';
            }
            for (int digits = at - start; digits > 0 && digits < 9; digits++) {
                nanos *= 10;
            }
            return at == start || atDigit() ? -1 : nanos;
        }

        private Optional<Integer> offsetMinutes() {
            if (skip("Zz")) {
                return Optional.of(0);
            }
            boolean west = at < text.length() && text.charAt(at) == '-';
            int hours = skip("+-") ? number(2) : -1;
            int minutes = hours >= 0 && (skip(":") || atDigit()) ? number(2) : 0;
            return hours < 0 || hours > 23 || minutes < 0 || minutes > 59
                    ? Optional.empty()
                    : Optional.of((west ? -1 : 1) * (hours * 60 + minutes));
        }
    }
}
