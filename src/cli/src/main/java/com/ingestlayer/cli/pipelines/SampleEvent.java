package com.ingestlayer.cli.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.event.Unknown;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.SourceRule;
import com.ingestlayer.source.WebhookSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads an event in the form in which it is sent or stored. */
final class SampleEvent {
    private SampleEvent() {}

    /**
     * Parses an event. Missing fields get defaults: a new id, the present time, and the source that the pipeline matches
     * first.
     *
     * @throws CommandException when the text is not an event, or its payload violates the declaration of its type
     */
    static Event read(String text, Configuration configuration, Pipeline pipeline, CliContext context) {
        JsonNode json;
        try {
            json = StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            throw CommandException.refused("the event is not JSON: " + Printable.of(e.getMessage()));
        }
        if (!json.path("type").isTextual() || !(json.path("payload") instanceof ObjectNode payload)) {
            throw CommandException.refused(
                    "expected an event: {\"type\": \"feature.used\", \"payload\": { … }}, as it is sent or stored");
        }
        String type = json.get("type").textValue();
        String source = text(json, "source").orElseGet(() -> pipeline.sources().stream()
                .findFirst()
                .map(SourceRule::kind)
                .orElse("sdk.event"));
        Unknown unknown = source.startsWith(WebhookSource.KIND) ? Unknown.IGNORE : Unknown.REJECT;
        List<Violation> violations = new ArrayList<>();
        configuration.declarations().values().stream()
                .filter(declaration -> declaration.type().equals(type))
                .forEach(declaration ->
                        declaration.check(payload, JsonPath.ROOT.child("payload"), unknown, violations::add));
        if (!violations.isEmpty()) {
            Violation first = violations.get(0);
            throw CommandException.refused(
                    "the event would be refused: " + Printable.of(first.path() + ": " + first.message()));
        }
        return new Event(
                text(json, "id").filter(EventId::isValid).map(EventId::new).orElseGet(() -> new Ids(
                                context.clock(), context.random())
                        .fresh()),
                type,
                text(json, "received_at")
                        .or(() -> text(json, "timestamp"))
                        .flatMap(Times::parse)
                        .orElseGet(() -> context.clock().instant().truncatedTo(ChronoUnit.MILLIS)),
                source,
                payload);
    }

    private static Optional<String> text(JsonNode json, String field) {
        return Optional.ofNullable(json.path(field).textValue());
    }
}
