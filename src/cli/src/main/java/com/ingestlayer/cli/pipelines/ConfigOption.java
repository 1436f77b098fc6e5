package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Names;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the configuration is read. */
public final class ConfigOption {
    private static final String NOWHERE = "https://webhook-url-is-not-set.invalid";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            defaultValue = "infra/config",
            description = "The directory with events/ and pipelines/; ${DEFAULT-VALUE} by default.")
    private Path directory;

    @Mixin
    private VariableOption variables;

    /**
     * For commands that send nothing. Most of them do not care where a pipeline sends, so they work without
     * {@code WEBHOOK_URL}: an address that cannot exist stands for it.
     *
     * @throws CommandException when something in it is wrong
     */
    public Configuration load(CliContext surroundings) {
        UnaryOperator<String> given = variables.over(surroundings.environment());
        return load(name -> {
            String value = given.apply(name);
            return VariableOption.isUnset(value) && name.equals(VariableOption.WEBHOOK_URL) ? NOWHERE : value;
        });
    }

    /** With the {@code WEBHOOK_URL} of a stack's functions, unless the command line or the environment has another one. */
    public Configuration load(CliContext surroundings, Stack stack) {
        return load(VariableOption.withStack(variables.over(surroundings.environment()), stack));
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
