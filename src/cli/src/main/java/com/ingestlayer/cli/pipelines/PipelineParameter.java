package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Names;
import picocli.CommandLine.Parameters;

/** The parameter that names a pipeline. */
final class PipelineParameter {
    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the pipeline.")
    private String name;

    /** @throws CommandException when the configuration has no pipeline of that name */
    Pipeline find(Configuration configuration) {
        return configuration.pipelines().stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.refused("there is no pipeline \"" + Printable.of(name) + "\""
                        + Names.instead(
                                name,
                                configuration.pipelines().stream()
                                        .map(Pipeline::name)
                                        .toList())));
    }
}
