package com.ingestlayer.cli.pipelines;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "pipelines",
        description = "Shows the pipelines of a configuration, and runs test events through them.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer pipelines list")
public final class PipelineCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(new ListPipelines(), new ShowPipeline(), new TestPipeline());
    }
}
