package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.slot.Slots;
import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Events and pipelines for tests. */
public final class PipelineTesting {
    private PipelineTesting() {}

    public static ObjectNode json(String text) {
        try {
            return (ObjectNode) StrictJson.parse(text);
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Event anEvent(String type, String payload) {
        EventId id = Ids.derived("sdk.event", type, payload, Duration.ofDays(1), Instant.EPOCH);
        return new Event(id, type, Instant.parse("2026-01-31T10:00:00.5Z"), "sdk.event", json(payload));
    }

    /** When {@link #outside} renders bodies. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T10:00:01Z"), ZoneOffset.UTC);

    /** Entities in memory, every slot free, no model. */
    public static Outside outside(InMemoryEntities entities) {
        return outside(entities, LanguageModel.NONE);
    }

    static Outside outside(InMemoryEntities entities, LanguageModel model) {
        return new Outside(entities, Outside.Merge.into(entities), Slots.OPEN, model, CLOCK);
    }

    /** A pipeline read from the text of its file. */
    public static Pipeline pipeline(String text) {
        Problems problems = new Problems();
        return YamlValue.parse("p.yaml", text, problems)
                .flatMap(root -> PipelineFile.read(root, Map.<String, String>of()::get))
                .orElseThrow(
                        () -> new IllegalArgumentException(problems.sorted().toString()));
    }

    static List<Problem> problemsOf(String text) {
        Problems problems = new Problems();
        YamlValue.parse("p.yaml", text, problems)
                .ifPresent(root -> PipelineFile.read(root, Map.<String, String>of()::get));
        return problems.sorted();
    }
}
