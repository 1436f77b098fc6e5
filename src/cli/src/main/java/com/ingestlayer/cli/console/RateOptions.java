package com.ingestlayer.cli.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.request.RateLimit;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --rate} and {@code --burst}. */
public final class RateOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events a second that are taken over time; no limit by default.")
    private Integer rate;

    @Option(names = "--burst", paramLabel = "N", description = "Events at once after a pause; --rate by default.")
    private Integer burst;

    /** @throws CommandException when the numbers make no sense */
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

    /** Adds a limit to what is printed. */
    public static void put(Optional<RateLimit> limit, ObjectNode json) {
        limit.ifPresent(rate -> json.put("rate_per_second", rate.perSecond()).put("rate_burst", rate.burst()));
    }
}
