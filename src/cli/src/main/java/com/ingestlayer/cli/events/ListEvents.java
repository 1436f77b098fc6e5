package com.ingestlayer.cli.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Times;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.LimitOption;
import com.ingestlayer.cli.console.TimeRangeOptions;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.event.EventType;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = {
            "Lists the events of a type, newest first by received_at, which --since and --until compare. --limit takes at most",
            "10000."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer events list --type feature.used --since 2h",
            "  ingestlayer events list --type feature.used --since 2026-01-31T00:00:00Z --until 2026-02-01T00:00:00Z"
        })
final class ListEvents extends Action {
    private static final List<String> COLUMNS = List.of("id", "received_at", "source", "payload");
    private static final int PAGE = 100;
    private static final int MOST = 10_000;
    /** How many characters of a payload the table shows. */
    private static final int SHOWN_LENGTH = 100;

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "The type of the events, such as feature.used.")
    private String type;

    @Mixin
    private TimeRangeOptions times;

    @Mixin
    private LimitOption limits;

    @Override
    public Integer call() {
        EventType.whatIsWrongWith(type).ifPresent(reason -> {
            throw CommandException.usage("--type: " + reason);
        });
        int limit = limits.limit(MOST);
        TimeRangeOptions.TimeRange range = times.range(context().clock());
        list(new EventQuery(type, range.since(), range.until()), limit);
        return ExitCode.OK;
    }

    private void list(EventQuery query, int limit) {
        EventHistory history = stack().events();
        List<AcceptedEvent> events = new ArrayList<>();
        Optional<EventPosition> after = Optional.empty();
        do {
            Page<AcceptedEvent, EventPosition> page = history.list(query, after, Math.min(PAGE, limit - events.size()));
            events.addAll(page.items());
            after = page.next();
        } while (after.isPresent() && events.size() < limit);
        output().list(
                        events.stream()
                                .map(accepted -> EventJson.of(accepted.event(), accepted.acceptedAt()))
                                .map(this::shown)
                                .toList(),
                        COLUMNS,
                        "There is no such event.");
        after.ifPresent(position -> output().remark(
                        "There are more: raise --limit, or go on with --until " + Times.format(position.receivedAt())));
    }

    private ObjectNode shown(ObjectNode event) {
        String payload = Json.write(event.path("payload"));
        return output().isJson() || payload.length() <= SHOWN_LENGTH
                ? event
                : event.put("payload", payload.substring(0, SHOWN_LENGTH) + "…");
    }
}
