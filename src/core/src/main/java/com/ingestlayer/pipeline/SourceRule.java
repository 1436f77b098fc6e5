package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventType;
import com.ingestlayer.yaml.YamlValue;
import java.util.Optional;

/**
 * A rule for the events that a pipeline takes.
 *
 * @param kind a source, such as {@code sdk.event} or {@code webhook.in/shopify}; or the part before the slash that
 *     several sources share, such as {@code webhook.in} for every webhook source
 * @param match the exact event type; empty for every type from the source
 */
public record SourceRule(String kind, Optional<String> match) {
    private static final String EXPECTED = "a source such as { kind: sdk.event, match: feature.used }";

    public SourceRule {
        requireNonNull(kind, "kind is null");
        requireNonNull(match, "match is null");
    }

    boolean takes(Event event) {
        return (event.source().equals(kind) || event.source().startsWith(kind + "/"))
                && match.map(event.type()::equals).orElse(true);
    }

    static Optional<SourceRule> read(YamlValue value) {
        return value.asMap(EXPECTED).flatMap(map -> {
            map.allowOnly("kind", "match");
            Optional<String> match = map.get("match").flatMap(SourceRule::matchedType);
            return map.requireText("kind", EXPECTED).map(kind -> new SourceRule(kind, match));
        });
    }

    private static Optional<String> matchedType(YamlValue value) {
        Optional<String> type =
                value.asText("an event type such as feature.used").filter(text -> !text.isEmpty());
        type.flatMap(EventType::whatIsWrongWith).ifPresent(value::refuse);
        return type;
    }
}
