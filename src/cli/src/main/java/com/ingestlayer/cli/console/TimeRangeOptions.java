package com.ingestlayer.cli.console;

import com.ingestlayer.Durations;
import com.ingestlayer.Times;
import com.ingestlayer.cli.failure.CommandException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --since} and {@code --until}. Each takes a time in ISO 8601, or how long ago it was. */
public final class TimeRangeOptions {
    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "The start, inclusive: ISO 8601, or how long ago, such as 2h.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "The end, exclusive; in the same form as --since.")
    private String until;

    /**
     * A range of time.
     *
     * @param since the start, inclusive; empty when the range has no start
     * @param until the end, exclusive; empty when the range has no end
     */
    public record TimeRange(Optional<Instant> since, Optional<Instant> until) {}

    /**
     * Returns the range that the options describe.
     *
     * @throws CommandException when an option is not a time, or the range is empty
     */
    public TimeRange range(Clock clock) {
        TimeRange range = new TimeRange(parse("--since", since, clock), parse("--until", until, clock));
        if (range.since()
                .filter(start ->
                        range.until().filter(end -> !start.isBefore(end)).isPresent())
                .isPresent()) {
            throw CommandException.usage("--until: expected a time after --since");
        }
        return range;
    }

    private static Optional<Instant> parse(String option, String text, Clock clock) {
        return Optional.ofNullable(text).map(given -> Durations.parse(given)
                .map(ago -> clock.instant().minus(ago))
                .or(() -> Times.parse(given).filter(Times::isInRange))
                .orElseThrow(() -> CommandException.usage(option + ": expected " + Times.EXPECTED
                        + ", or how long ago, such as 2h; found \"" + given + "\"")));
    }
}
