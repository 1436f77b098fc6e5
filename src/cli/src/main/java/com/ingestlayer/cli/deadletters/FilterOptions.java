package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.DestinationOption;
import com.ingestlayer.cli.console.TimeRangeOptions;
import com.ingestlayer.deadletter.DeadLetterFilter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select dead letters. A message is selected when it matches all options that are given. */
final class FilterOptions {
    @Mixin
    private DestinationOption destination;

    @Option(names = "--error", paramLabel = "TEXT", description = "Only messages whose last error contains this text.")
    private String error;

    @Mixin
    private TimeRangeOptions times;

    @Option(
            names = "--id",
            paramLabel = "ID",
            split = ",",
            description = "Only these deliveries (dlv_…), events (evt_…) or messages; may be repeated.")
    private List<String> ids = new ArrayList<>();

    DeadLetterFilter filter(Clock clock) {
        TimeRangeOptions.TimeRange range = times.range(clock);
        return new DeadLetterFilter(
                destination.text(), Optional.ofNullable(error), range.since(), range.until(), Set.copyOf(ids));
    }
}
