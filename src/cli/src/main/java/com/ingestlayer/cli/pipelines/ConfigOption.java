package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The option {@code --config}, which names the directory of the configuration. */
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
     * Loads the configuration for a command that sends nothing. Such a command works without {@code WEBHOOK_URL}: an address
     * that cannot exist takes its place.
     *
     * @throws CommandException when the configuration is invalid
     */
    public Configuration load(CliContext context) {
        UnaryOperator<String> given = variables.over(context.environment());
        return load(name -> {
            String value = given.apply(name);
            return VariableOption.isUnset(value) && name.equals(VariableOption.WEBHOOK_URL) ? NOWHERE : value;
        });
    }

    /**
     * Loads the configuration with the {@code WEBHOOK_URL} of the stack's functions, unless the command line or the
     * environment sets another one.
     *
     * @throws CommandException when the configuration is invalid
     */
    public Configuration load(CliContext context, Stack stack) {
        return load(VariableOption.withStack(variables.over(context.environment()), stack));
    }

    private Configuration load(UnaryOperator<String> environment) {
        try {
            return Configuration.load(directory, environment);
        } catch (InvalidConfigurationException e) {
            throw CommandException.refused(
                    Printable.of(e.problems().get(0).toString()) + " (ingestlayer check " + directory + " shows all)");
        }
    }
}
