package com.ingestlayer.cli.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        description = "Shows a pipeline: its sources, steps and destinations. Works offline.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer pipelines show track-feature-usage")
final class ShowPipeline extends Action {
    @Mixin
    private ConfigOption config;

    @Mixin
    private PipelineParameter parameter;

    @Override
    public Integer call() {
        ObjectNode pipeline = PipelineJson.whole(parameter.find(config.load(context())));
        if (output().isJson()) {
            output().one(pipeline);
            return ExitCode.OK;
        }
        JsonNode destinations = pipeline.remove("destinations");
        List<ObjectNode> lines = new ArrayList<>();
        destinations.forEach(destination -> lines.add((ObjectNode) destination));
        output().one(pipeline, lines, List.of("name", "url", "auth", "when"));
        return ExitCode.OK;
    }
}
