package com.ingestlayer.aws.table;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Moments of a table, which knows no finer times than milliseconds, from the first to the last, both included. */
public record TimeRange(Instant first, Instant last) {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * A range as somebody asked for it.
     *
     * @param since the start, itself included
     * @param until the end, itself not included
     */
    public static TimeRange of(Optional<Instant> since, Optional<Instant> until) {
        return new TimeRange(
                since.map(TimeRange::wholeMillis).orElse(EARLIEST),
                until.map(end -> wholeMillis(end).minusMillis(1)).orElse(LATEST));
    }

    /** DynamoDB refuses a query of such a range. */
    boolean isEmpty() {
        return last.isBefore(first);
    }

    /** The first whole millisecond that is not before. */
    private static Instant wholeMillis(Instant instant) {
        Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
        return millis.equals(instant) ? millis : millis.plusMillis(1);
    }
}
