package com.ingestlayer.cli.recipes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.pipelines.ConfigOption;
import com.ingestlayer.cli.pipelines.PipelineJson;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "recipes",
        description = {
            "Lists the ready-made pipelines and the events that they take. Each is a file in infra/config/pipelines that you",
            "may change; the declaration of its event is in infra/config/events. Works offline."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer recipes")
public final class ListRecipes extends Action {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        Map<String, Pipeline> pipelines = config.load(context()).pipelines().stream()
                .collect(Collectors.toMap(Pipeline::name, Function.identity()));
        List<ObjectNode> lines = Recipe.ALL.stream()
                .map(recipe -> line(recipe, Optional.ofNullable(pipelines.get(recipe.name()))))
                .toList();
        output().list(lines, List.of("recipe", "for", "status", "events", "steps"));
        return ExitCode.OK;
    }

    private static ObjectNode line(Recipe recipe, Optional<Pipeline> pipeline) {
        ObjectNode line = Json.object();
        line.put("recipe", recipe.name());
        line.put("for", recipe.tag());
        line.put("title", recipe.title());
        pipeline.map(PipelineJson::of)
                .ifPresentOrElse(
                        json -> {
                            line.set("status", json.get("status"));
                            line.set("events", json.get("events"));
                            line.set("steps", json.get("steps"));
                        },
                        () -> line.put("status", "removed"));
        return line;
    }
}
