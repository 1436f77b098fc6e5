package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Moments;
import com.ingestlayer.deadletter.DeadLetterFilter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that choose dead letters; a message has to fit all that are given. */
final class FilterOptions {
    @Option(
            names = "--destination",
            paramLabel = "[PIPELINE/]NAME",
            description = "Those to this destination, of one pipeline or of any.")
    private String destination;

    @Option(names = "--error", paramLabel = "TEXT", description = "Those whose last error contains this text.")
    private String error;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Those that died then or later: ISO 8601, or how long ago, such as 2h.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Those that died before; as --since.")
    private String until;

    @Option(
            names = "--id",
            paramLabel = "ID",
            split = ",",
            description = "Those of these deliveries (dlv_…), events (evt_…) or messages; may be repeated.")
    private List<String> ids = new ArrayList<>();

    DeadLetterFilter choice(Clock clock) {
        Optional<Instant> from = Moments.parse("--since", since, clock);
        Optional<Instant> to = Moments.parse("--until", until, clock);
        Moments.refuseEmpty(from, to);
        return new DeadLetterFilter(
                Optional.ofNullable(destination), Optional.ofNullable(error), from, to, Set.copyOf(ids));
    }
}
