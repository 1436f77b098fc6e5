package com.ingestlayer.cli.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Times;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Moments;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.event.EventType;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.history.EventPosition;
import com.ingestlayer.history.EventQuery;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists the events of a type, newest first by received_at.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer events list --type feature.used --since 2h",
            "  ingestlayer events list --type feature.used --since 2026-01-31T00:00:00Z --until 2026-02-01T00:00:00Z"
        })
final class ListEvents extends Action {
    private static final List<String> COLUMNS = List.of("id", "received_at", "source", "payload");
    private static final int PAGE = 100;
    private static final int MOST = 10_000;
    /** Of a payload in the table. */
    private static final int SHOWN_LENGTH = 100;

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "Such as feature.used.")
    private String type;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "The earliest time, itself included: ISO 8601, or how long ago, such as 2h.")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", description = "The end, itself not included; as --since.")
    private String until;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many at most; ${DEFAULT-VALUE} by default, 10000 at most.")
    private int limit;

    @Override
    public Integer call() {
        EventType.whatIsWrongWith(type).ifPresent(reason -> {
            throw CommandException.usage("--type: " + reason);
        });
        if (limit < 1 || limit > MOST) {
            throw CommandException.usage("--limit: expected a number from 1 to " + MOST);
        }
        EventQuery query = new EventQuery(type, time("--since", since), time("--until", until));
        Moments.refuseEmpty(query.since(), query.until());
        list(query);
        return ExitCode.OK;
    }

    private void list(EventQuery query) {
        EventHistory archive = stack().events();
        List<AcceptedEvent> events = new ArrayList<>();
        Optional<EventPosition> after = Optional.empty();
        do {
            Page<AcceptedEvent, EventPosition> page = archive.list(query, after, Math.min(PAGE, limit - events.size()));
            events.addAll(page.items());
            after = page.next();
        } while (after.isPresent() && events.size() < limit);
        output().list(
                        events.stream()
                                .map(accepted -> EventJson.of(accepted.event(), accepted.acceptedAt()))
                                .map(this::shown)
                                .toList(),
                        COLUMNS);
        if (events.isEmpty()) {
            output().remark("There is no such event.");
        }
        after.ifPresent(position -> output().remark(
                        "There are more: raise --limit, or go on with --until " + Times.format(position.receivedAt())));
    }

    private ObjectNode shown(ObjectNode event) {
        String payload = Json.write(event.path("payload"));
        return output().isJson() || payload.length() <= SHOWN_LENGTH
                ? event
                : event.put("payload", payload.substring(0, SHOWN_LENGTH) + "…");
    }

    private Optional<Instant> time(String option, String text) {
        return Moments.parse(option, text, surroundings().clock());
    }
}
