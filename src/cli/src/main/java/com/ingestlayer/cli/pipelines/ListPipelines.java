package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Lists the pipelines of a configuration. Works offline.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer pipelines list")
final class ListPipelines extends Action {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() {
        output().list(
                        config.load(context()).pipelines().stream()
                                .map(PipelineJson::of)
                                .toList(),
                        List.of("pipeline", "status", "events", "steps", "destinations"));
        return ExitCode.OK;
    }
}
