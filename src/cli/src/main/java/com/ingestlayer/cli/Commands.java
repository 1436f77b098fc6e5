package com.ingestlayer.cli;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Failures;
import com.ingestlayer.cli.console.Ingestlayer;
import com.ingestlayer.cli.deadletters.DeadLetterCommands;
import com.ingestlayer.cli.entities.Entities;
import com.ingestlayer.cli.events.Events;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.keys.Keys;
import com.ingestlayer.cli.pipelines.PipelineCommands;
import com.ingestlayer.cli.recipes.ListRecipes;
import com.ingestlayer.cli.replay.Replay;
import com.ingestlayer.cli.sources.Sources;
import com.ingestlayer.cli.types.GenerateTypes;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The tree of all commands. */
public final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** A command line that runs once. */
    public static CommandLine in(CliContext surroundings) {
        Ingestlayer ingestlayer = new Ingestlayer(surroundings);
        CommandLine root = new CommandLine(ingestlayer)
                .addSubcommand(group(new Keys(), Keys.commands()))
                .addSubcommand(group(new Sources(), Sources.commands()))
                .addSubcommand(group(new Entities(), Entities.commands()))
                .addSubcommand(group(new Events(), Events.commands()))
                .addSubcommand(group(new DeadLetterCommands(), DeadLetterCommands.commands()))
                .addSubcommand(new Replay())
                .addSubcommand(group(new PipelineCommands(), PipelineCommands.commands()))
                .addSubcommand(new ListRecipes())
                .addSubcommand(new CheckConfiguration())
                .addSubcommand(new GenerateTypes())
                .addSubcommand(new PrintCompletion());
        Failures failures = new Failures(ingestlayer);
        root.setOut(surroundings.out())
                .setErr(surroundings.err())
                .setColorScheme(new ColorScheme.Builder(Ansi.OFF).build())
                .setUsageHelpWidth(WIDTH)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
        describe(root);
        return root;
    }

    private static CommandLine group(Object command, List<Object> below) {
        CommandLine group = new CommandLine(command);
        below.forEach(group::addSubcommand);
        return group;
    }

    /** What all commands' help has in common. */
    private static void describe(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.explained());
        usage.sortOptions(false).abbreviateSynopsis(true);
        usage.synopsisSubcommandLabel("COMMAND");
        usage.parameterListHeading("%n").optionListHeading("%n").commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(Commands::describe);
    }
}
