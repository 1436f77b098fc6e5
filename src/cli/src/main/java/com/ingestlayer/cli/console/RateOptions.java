package com.ingestlayer.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.request.RateLimit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options {@code --rate} and {@code --burst}, which limit the events of one key or source. */
public final class RateOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "How many events per second are accepted on average; no limit by default.")
    private Integer rate;

    @Option(
            names = "--burst",
            paramLabel = "N",
            description = "How many events are accepted at once after a pause; same as --rate by default.")
    private Integer burst;

    /**
     * Returns the limit that the options describe; empty when neither is given.
     *
     * @throws CommandException when a number is below 1, or only {@code --burst} is given
     */
    public Optional<RateLimit> limit() {
        if (rate == null && burst == null) {
            return Optional.empty();
        }
        if (rate == null) {
            throw CommandException.usage("--burst needs --rate beside it");
        }
        int atOnce = burst == null ? rate : burst;
        if (rate < 1 || atOnce < 1) {
            throw CommandException.usage("--rate and --burst are whole numbers of 1 or more");
        }
        return Optional.of(new RateLimit(rate, atOnce));
    }

    /** Adds the fields of a limit to an object that is printed. */
    public static void put(Optional<RateLimit> limit, ObjectNode json) {
        limit.ifPresent(rate -> json.put("rate_per_second", rate.perSecond()).put("rate_burst", rate.burst()));
    }
}
