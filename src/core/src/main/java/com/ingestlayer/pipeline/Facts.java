package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.event.Event;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that refs can see while an event runs through one pipeline. Immutable: a step that finds something out makes new
 * facts.
 *
 * @param entities traits by kind, in the order they were found
 */
public record Facts(Event event, Map<String, ObjectNode> entities) {
    public Facts {
        requireNonNull(event, "event is null");
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    public static Facts of(Event event) {
        return new Facts(event, Map.of());
    }

    Facts withEntity(String kind, ObjectNode traits) {
        Map<String, ObjectNode> more = new LinkedHashMap<>(entities);
        more.put(kind, traits);
        return new Facts(event, more);
    }

    /** What stands under {@code $event} and the path; {@link MissingNode} where nothing does. */
    JsonNode event(List<String> path) {
        return switch (path.get(0)) {
            case "id" -> end(path, event.id().value());
            case "type" -> end(path, event.type());
            case "received_at" -> end(path, event.receivedAtText());
            case "source" -> end(path, event.source());
            case "payload" -> follow(event.payload(), path);
            default -> MissingNode.getInstance();
        };
    }

    /** What stands under {@code $entity} and the path; {@link MissingNode} where nothing does. */
    JsonNode entity(List<String> path) {
        ObjectNode traits = entities.get(path.get(0));
        return traits == null ? MissingNode.getInstance() : follow(traits, path);
    }

    private static JsonNode follow(JsonNode from, List<String> path) {
        JsonNode node = from;
        for (String name : path.subList(1, path.size())) {
            node = node.path(name);
        }
        return node;
    }

    private static JsonNode end(List<String> path, String text) {
        return path.size() == 1 ? TextNode.valueOf(text) : MissingNode.getInstance();
    }
}
