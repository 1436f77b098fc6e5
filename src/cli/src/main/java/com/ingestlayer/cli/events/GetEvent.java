package com.ingestlayer.cli.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.event.EventId;
import com.ingestlayer.history.EventJson;
import com.ingestlayer.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = "Shows an event and the state of its deliveries; with --output json, every attempt.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer events get evt_01KFRM8V33ABCDEFGHJKMNPQRS --output json")
final class GetEvent extends Action {
    private static final List<String> COLUMNS = List.of(
            "pipeline",
            "destination",
            "target",
            "status",
            "attempts",
            "last_http_status",
            "last_error",
            "next_attempt_at");

    @Parameters(index = "0", paramLabel = "ID", description = "The id of the event, as the API returned it: evt_…")
    private String id;

    @Override
    public Integer call() {
        ObjectNode event = Optional.of(id)
                .filter(EventId::isValid)
                .flatMap(valid -> stack().events().find(new EventId(valid)))
                .map(EventJson::of)
                .orElseThrow(() -> CommandException.refused("there is no event " + id));
        if (output().isJson()) {
            output().one(event);
            return ExitCode.OK;
        }
        JsonNode deliveries = event.remove("deliveries");
        List<ObjectNode> lines = new ArrayList<>();
        deliveries.forEach(delivery -> lines.add(line(delivery)));
        output().one(event, lines, COLUMNS);
        if (lines.isEmpty()) {
            output().remark("It is delivered nowhere: no pipeline took it.");
        }
        return ExitCode.OK;
    }

    private static ObjectNode line(JsonNode delivery) {
        JsonNode attempts = delivery.path("attempts");
        JsonNode last = attempts.path(attempts.size() - 1);
        ObjectNode line = Json.object();
        for (String field : List.of("pipeline", "destination", "target", "status", "next_attempt_at")) {
            Optional.ofNullable(delivery.get(field)).ifPresent(value -> line.set(field, value));
        }
        line.put("attempts", attempts.size());
        Optional.ofNullable(last.get("http_status")).ifPresent(value -> line.set("last_http_status", value));
        Optional.ofNullable(last.get("error")).ifPresent(value -> line.set("last_error", value));
        return line;
    }
}
