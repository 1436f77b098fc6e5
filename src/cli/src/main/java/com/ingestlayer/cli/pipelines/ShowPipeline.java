package com.ingestlayer.cli.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows a pipeline: what it takes, does and feeds. Works offline.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer pipelines show track-feature-usage")
final class ShowPipeline extends Action {
    @Mixin
    private ConfigOption config;

    @Parameters(index = "0", paramLabel = "NAME", description = "The pipeline.")
    private String name;

    @Override
    public Integer call() {
        ObjectNode pipeline = PipelineJson.whole(ConfigOption.find(config.load(surroundings()), name));
        if (output().isJson()) {
            output().one(pipeline);
            return ExitCode.OK;
        }
        JsonNode destinations = pipeline.remove("destinations");
        output().one(pipeline);
        surroundings().out().println();
        List<ObjectNode> lines = new ArrayList<>();
        destinations.forEach(destination -> lines.add((ObjectNode) destination));
        output().list(lines, List.of("name", "url", "auth", "when"));
        return ExitCode.OK;
    }
}
