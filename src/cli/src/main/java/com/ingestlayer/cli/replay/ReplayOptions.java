package com.ingestlayer.cli.replay;

import com.ingestlayer.cli.console.DestinationOption;
import com.ingestlayer.cli.console.TimeRangeOptions;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.EventType;
import com.ingestlayer.history.DeadQuery;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.replay.PlannedReplay;
import com.ingestlayer.replay.ReplayFilter;
import com.ingestlayer.replay.ReplaySearch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that select the deliveries to replay. */
final class ReplayOptions {
    /** The constants are named as users type them. */
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

    @Mixin
    private DestinationOption destination;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description = "Only delivered or only dead deliveries; both by default.")
    private Status status;

    @Mixin
    private TimeRangeOptions times;

    @Option(
            names = "--to",
            paramLabel = "PIPELINE/NAME",
            description = "Send the events to this destination instead, even if they were never sent to it.")
    private String to;

    /** @throws CommandException when the options do not select anything, or name an event that does not exist */
    List<PlannedReplay> find(Stack stack, Clock clock) {
        if (to != null && !to.matches("[^/]+/[^/]+")) {
            throw CommandException.usage("--to: expected PIPELINE/DESTINATION");
        }
        Optional<String> itsPipeline = destination.pipeline().or(() -> Optional.ofNullable(pipeline));
        Optional<DeliveryStatus> itsStatus = Optional.ofNullable(status)
                .map(word -> DeliveryStatus.valueOf(word.name().toUpperCase(Locale.ROOT)));
        TimeRangeOptions.TimeRange range = times.range(clock);
        Optional<DeadQuery> deadQuery = Optional.ofNullable(status)
                .filter(Status.dead::equals)
                .flatMap(dead -> itsPipeline)
                .flatMap(by -> destination.name().map(name -> new DeadQuery(by, name, range.since(), range.until())));
        List<EventId> ids =
                events.stream().distinct().map(ReplayOptions::eventId).toList();
        if (ids.isEmpty() && type == null && deadQuery.isEmpty()) {
            throw CommandException.usage(
                    "say which: --event ID, --type TYPE, or --status dead --destination PIPELINE/NAME");
        }
        if (ids.isEmpty() && type != null) {
            EventType.whatIsWrongWith(type).ifPresent(reason -> {
                throw CommandException.usage("--type: " + reason);
            });
        }
        ReplaySearch search = new ReplaySearch(
                stack.events(),
                stack.deliveries(),
                stack.deadDeliveries(),
                new ReplayFilter(itsPipeline, destination.name(), itsStatus, Optional.ofNullable(to)));
        if (!ids.isEmpty()) {
            return ids.stream()
                    .flatMap(id -> search.ofEvent(id).orElseThrow(() -> noEvent(id.value())).stream())
                    .toList();
        }
        return type == null
                ? search.ofDead(deadQuery.get())
                : search.ofEvents(new EventQuery(type, range.since(), range.until()));
    }

    private static EventId eventId(String text) {
        if (!EventId.isValid(text)) {
            throw noEvent(text);
        }
        return new EventId(text);
    }

    private static CommandException noEvent(String id) {
        return CommandException.refused("there is no event " + id);
    }
}
