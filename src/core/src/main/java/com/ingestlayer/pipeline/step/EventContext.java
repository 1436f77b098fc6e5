package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.expression.Scope;
import com.ingestlayer.expression.Template;
import com.ingestlayer.json.Json;
import com.ingestlayer.redaction.SearchedTexts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of an event while it runs through one pipeline. Immutable, as are the trees in it: a step that finds
 * something out makes new facts.
 *
 * @param pipeline the pipeline's name
 * @param findings what steps found, by the root it is seen under; never {@code $event}
 * @param notBefore when the deliveries may begin; empty for at once
 * @param template what bodies are made by; empty for {@link Envelope}
 * @param redactions what is done to the facts, in this order, before somebody outside gets them
 * @param searched what the redactions found in texts already
 */
public record EventContext(
        String pipeline,
        Event event,
        Map<Ref.Root, ObjectNode> findings,
        Optional<Instant> notBefore,
        Optional<Template> template,
        List<Redaction> redactions,
        SearchedTexts searched)
        implements Scope {
    public EventContext {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(event, "event is null");
        findings = Collections.unmodifiableMap(findings);
        requireNonNull(notBefore, "notBefore is null");
        requireNonNull(template, "template is null");
        redactions = List.copyOf(redactions);
        requireNonNull(searched, "searched is null");
    }

    public static EventContext of(String pipeline, Event event) {
        return of(pipeline, event, new SearchedTexts());
    }

    /** @param searched the one of the request that the event came in */
    public static EventContext of(String pipeline, Event event, SearchedTexts searched) {
        return new EventContext(pipeline, event, Map.of(), Optional.empty(), Optional.empty(), List.of(), searched);
    }

    /** With {@code root.name} set. */
    EventContext with(Ref.Root root, String name, JsonNode value) {
        Map<Ref.Root, ObjectNode> more = new EnumMap<>(Ref.Root.class);
        more.putAll(findings);
        ObjectNode all = Json.object();
        if (more.containsKey(root)) {
            all.setAll(more.get(root));
        }
        all.set(name, value);
        more.put(root, all);
        return new EventContext(pipeline, event, more, notBefore, template, redactions, searched);
    }

    /** Put off to this moment at least. */
    EventContext notBefore(Instant moment) {
        return new EventContext(
                pipeline,
                event,
                findings,
                Optional.of(notBefore.filter(moment::isBefore).orElse(moment)),
                template,
                redactions,
                searched);
    }

    /** With bodies made by this template. */
    EventContext with(Template bodies) {
        return new EventContext(pipeline, event, findings, notBefore, Optional.of(bodies), redactions, searched);
    }

    /** With one redaction more. */
    EventContext with(Redaction redaction) {
        List<Redaction> more = new ArrayList<>(redactions);
        more.add(redaction);
        return new EventContext(pipeline, event, findings, notBefore, template, more, searched);
    }

    /** As a destination may see them; these very facts where nothing is redacted. */
    public EventContext forDestination(String name) {
        return Redaction.apply(this, redaction -> redaction.forDestination(name));
    }

    /**
     * As a language model may see them, and whatever else text is made from that goes on to somebody: what is redacted for
     * any destination is masked, or left out where no destination gets it. These very facts where nothing is redacted.
     */
    public EventContext forModel() {
        return Redaction.apply(this, Redaction::forModel);
    }

    /** The body made of these facts. */
    public String body(Instant now) {
        return template.map(bodies -> Json.write(bodies.render(this, now))).orElseGet(() -> Envelope.render(this));
    }

    @Override
    public ObjectNode all(Ref.Root root) {
        return root == Ref.Root.EVENT ? event.toJson() : findings.getOrDefault(root, Json.object());
    }

    @Override
    public JsonNode at(Ref.Root root, List<String> path) {
        if (root != Ref.Root.EVENT) {
            return follow(findings.getOrDefault(root, Json.object()), path);
        }
        return switch (path.get(0)) {
            case "id" -> end(path, event.id().value());
            case "type" -> end(path, event.type());
            case "received_at" -> end(path, event.receivedAtText());
            case "source" -> end(path, event.source());
            case "payload" -> follow(event.payload(), path.subList(1, path.size()));
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode follow(JsonNode from, List<String> path) {
        JsonNode node = from;
        for (String name : path) {
            node = node.isArray() ? item(node, name) : node.path(name);
        }
        return node;
    }

    private static JsonNode item(JsonNode array, String index) {
        boolean isIndex = index.length() <= 9 && index.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        return isIndex ? array.path(Integer.parseInt(index)) : MissingNode.getInstance();
    }

    private static JsonNode end(List<String> path, String text) {
        return path.size() == 1 ? TextNode.valueOf(text) : MissingNode.getInstance();
    }
}
