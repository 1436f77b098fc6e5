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
 * Everything that is known about an event while it runs through one pipeline. Immutable, like the trees in it: a step
 * that finds something returns a new context.
 *
 * @param pipeline the name of the pipeline
 * @param findings what the steps found, by the root of its refs; it never contains {@code $event}
 * @param notBefore the earliest time of the first delivery attempt; empty for at once
 * @param template the template of the bodies; empty for {@link Envelope}
 * @param redactions what is applied to the context, in this order, before anyone outside sees it
 * @param searched the findings of earlier searches of the same texts for personal data
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

    /** @param searched the cache of the request that the event arrived in */
    public static EventContext of(String pipeline, Event event, SearchedTexts searched) {
        return new EventContext(pipeline, event, Map.of(), Optional.empty(), Optional.empty(), List.of(), searched);
    }

    /** Returns a context in which {@code root.name} is set. */
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

    /** Returns a context whose deliveries start no earlier than this moment. */
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

    /** Returns a context whose bodies are rendered from this template. */
    EventContext with(Template bodies) {
        return new EventContext(pipeline, event, findings, notBefore, Optional.of(bodies), redactions, searched);
    }

    /** Returns a context with one more redaction. */
    EventContext with(Redaction redaction) {
        List<Redaction> more = new ArrayList<>(redactions);
        more.add(redaction);
        return new EventContext(pipeline, event, findings, notBefore, template, more, searched);
    }

    /** Returns the context as a destination may see it; this context itself if nothing is redacted. */
    public EventContext forDestination(String name) {
        return Redaction.apply(this, redaction -> redaction.forDestination(name));
    }

    /**
     * Returns the context as a language model may see it. It also applies to all other text that is derived from the
     * event and passed on: a value that is redacted for any destination is masked, and it is left out if no destination
     * gets it. Returns this context itself if nothing is redacted.
     */
    public EventContext forModel() {
        return Redaction.apply(this, Redaction::forModel);
    }

    /** Returns the body that is rendered from this context. */
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
