package com.ingestlayer.cli.pipelines;

import java.util.List;
import picocli.CommandLine.Command;

/** What can be done with pipelines. */
@Command(
        name = "pipelines",
        description = "Shows the pipelines of a configuration, and tries events on them.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer pipelines list")
public final class PipelineCommands {
    public static List<Object> commands() {
        return List.of(new ListPipelines(), new ShowPipeline(), new TestPipeline());
    }
}
