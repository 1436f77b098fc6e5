package com.ingestlayer.aws.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A range of times as the tables store them, in whole milliseconds.
 *
 * @param first the first time, inclusive
 * @param last the last time, inclusive
 */
public record TimeRange(Instant first, Instant last) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Returns a range as a user specifies it.
     *
     * @param since the start, inclusive
     * @param until the end, exclusive
     */
    public static TimeRange of(Optional<Instant> since, Optional<Instant> until) {
        return new TimeRange(
                since.map(TimeRange::wholeMillis).orElse(EARLIEST),
                until.map(end -> wholeMillis(end).minusMillis(1)).orElse(LATEST));
    }

    /** Returns whether the range is empty. DynamoDB rejects a query of such a range. */
    boolean isEmpty() {
        return last.isBefore(first);
    }

    /** Rounds up to whole milliseconds. */
    private static Instant wholeMillis(Instant instant) {
        Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(instant) ? millis : millis.plusMillis(1);
    }
}
