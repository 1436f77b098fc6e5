package com.ingestlayer.cli.replay;

import com.ingestlayer.cli.console.Moments;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.EventType;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.replay.PlannedReplay;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which deliveries are replayed. */
final class ReplayOptions {
    /** Named as people write it. */
    enum Status {
        delivered,
        dead
    }

    @Option(names = "--event", paramLabel = "ID", split = ",", description = "Events (evt_…); may be repeated.")
    private List<String> events = new ArrayList<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "All events of a type, within --since and --until.")
    private String type;

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only deliveries by this pipeline.")
    private String pipeline;

    @Option(
            names = "--destination",
            paramLabel = "[PIPELINE/]NAME",
            description = "Only deliveries to this destination.")
    private String destination;

    @Option(names = "--status", paramLabel = "STATUS", description = "Only delivered or only dead ones; else both.")
    private Status status;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Received then or later; without --type: died then or later. ISO 8601, or how long ago: 2h.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "The end, itself not included; as --since.")
    private String until;

    @Option(
            names = "--to",
            paramLabel = "PIPELINE/NAME",
            description = "Send the events to this destination instead, also to one they were never sent to.")
    private String to;

    /** @throws CommandException when the options do not say which */
    List<PlannedReplay> find(Stack stack, Clock clock) {
        if (to != null && !to.matches("[^/]+/[^/]+")) {
            throw CommandException.usage("--to: expected PIPELINE/DESTINATION");
        }
        String[] names = destination == null ? new String[0] : destination.split("/", 2);
        Optional<String> itsPipeline = Optional.ofNullable(names.length == 2 ? names[0] : pipeline);
        Optional<String> name = names.length == 0 ? Optional.empty() : Optional.of(names[names.length - 1]);
        Optional<DeliveryStatus> itsStatus = Optional.ofNullable(status)
                .map(word -> DeliveryStatus.valueOf(word.name().toUpperCase(Locale.ROOT)));
        Selection selection = new Selection(itsPipeline, name, itsStatus, Optional.ofNullable(to));
        Optional<Instant> from = Moments.parse("--since", since, clock);
        Optional<Instant> end = Moments.parse("--until", until, clock);
        Moments.refuseEmpty(from, end);
        if (!events.isEmpty()) {
            return selection.ofEvents(
                    stack,
                    events.stream().distinct().map(ReplayOptions::eventId).toList());
        }
        if (type != null) {
            EventType.whatIsWrongWith(type).ifPresent(reason -> {
                throw CommandException.usage("--type: " + reason);
            });
            return selection.ofType(stack, new EventQuery(type, from, end));
        }
        if (itsPipeline.isPresent() && name.isPresent() && status == Status.dead) {
            return selection.ofDead(stack, new DeadQuery(itsPipeline.get(), name.get(), from, end));
        }
        throw CommandException.usage(
                "say which: --event ID, --type TYPE, or --status dead --destination PIPELINE/NAME");
    }

    private static EventId eventId(String text) {
        if (!EventId.isValid(text)) {
            throw CommandException.refused("there is no event " + text);
        }
        return new EventId(text);
    }
}
