package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.ModelService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.window.WindowCounters;
import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Creates events and pipelines for tests. */
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

    /** The clock with which {@link #outside} renders bodies. */
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-31T10:00:01Z"), ZoneOffset.UTC);

    /** Returns services with entities in memory, counters that are always open, and no model. */
    public static StepServices outside(InMemoryEntities entities) {
        return outside(entities, LanguageModel.NONE);
    }

    public static StepServices outside(InMemoryEntities entities, LanguageModel model) {
        return new StepServices(
                CLOCK,
                new IpService(IpKnowledge.LEAST),
                new CounterService(WindowCounters.OPEN),
                new ModelService(model),
                new EntityService(entities, EntityService.Merging.into(entities)));
    }

    /** Reads a pipeline from the text of its file. */
    public static Pipeline pipeline(String text) {
        Problems problems = new Problems();
        return YamlValue.parse("p.yaml", text, problems)
                .flatMap(root -> PipelineFile.read(root, Map.<String, String>of()::get))
                .orElseThrow(
                        () -> new IllegalArgumentException(problems.sorted().toString()));
    }

    /**
     * Reads pipelines from the texts of their files and returns their destinations as the delivery function gets them.
     */
    public static Map<String, List<Destination>> destinationsOf(String... texts) {
        return Stream.of(texts)
                .map(PipelineTesting::pipeline)
                .collect(Collectors.toMap(Pipeline::name, Pipeline::destinations));
    }

    public static List<Problem> problemsOf(String text) {
        Problems problems = new Problems();
        YamlValue.parse("p.yaml", text, problems)
                .ifPresent(root -> PipelineFile.read(root, Map.<String, String>of()::get));
        return problems.sorted();
    }
}
