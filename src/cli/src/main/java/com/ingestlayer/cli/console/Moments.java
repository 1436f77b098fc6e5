package com.ingestlayer.cli.console;

import com.ingestlayer.Durations;
import com.ingestlayer.Times;
import com.ingestlayer.cli.failure.CommandException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Times as people type them: ISO 8601, or how long ago. */
public final class Moments {
    private Moments() {}

    /**
     * What an option says.
     *
     * @param text null when the option is not given
     * @throws CommandException when it is no time
     */
    public static Optional<Instant> parse(String option, String text, Clock clock) {
        return Optional.ofNullable(text).map(given -> Durations.parse(given)
                .map(ago -> clock.instant().minus(ago))
                .or(() -> Times.parse(given).filter(Times::isInRange))
                .orElseThrow(() -> CommandException.usage(option + ": expected " + Times.EXPECTED
                        + ", or how long ago, such as 2h; found \"" + given + "\"")));
    }

    /** @throws CommandException when nothing lies between */
    public static void refuseEmpty(Optional<Instant> since, Optional<Instant> until) {
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw CommandException.usage("--until: expected a time after --since");
        }
    }
}
