package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.console.Surroundings;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Names;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** Where the configuration is read. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "infra/config",
            description = "The directory with events/ and pipelines/; ${DEFAULT-VALUE} by default.")
    private Path directory;

    /** @throws CommandException when something in it is wrong */
    public Configuration load(Surroundings surroundings) {
        return load(surroundings.environment());
    }

    /** With the {@code WEBHOOK_URL} of a stack's functions, unless the environment has another one. */
    public Configuration load(Surroundings surroundings, Stack stack) {
        return load(name -> {
            String value = surroundings.environment().apply(name);
            return value == null && name.equals("WEBHOOK_URL")
                    ? stack.webhookUrl().orElse(null)
                    : value;
        });
    }

    private Configuration load(UnaryOperator<String> environment) {
        try {
            return Configuration.load(directory, environment);
        } catch (InvalidConfigurationException e) {
            throw CommandException.refused(
                    Printable.of(e.problems().get(0).toString()) + " (ingestlayer check " + directory + " shows all)");
        }
    }

    /** @throws CommandException when there is none of that name */
    static Pipeline find(Configuration configuration, String name) {
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
