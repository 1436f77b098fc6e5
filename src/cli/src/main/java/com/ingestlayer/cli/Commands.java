package com.ingestlayer.cli;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Failures;
import com.ingestlayer.cli.console.Ingestlayer;
import com.ingestlayer.cli.deadletters.DeadLetterCommands;
import com.ingestlayer.cli.entities.EntityCommands;
import com.ingestlayer.cli.events.EventCommands;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.keys.KeyCommands;
import com.ingestlayer.cli.pipelines.PipelineCommands;
import com.ingestlayer.cli.recipes.ListRecipes;
import com.ingestlayer.cli.replay.ReplayDeliveries;
import com.ingestlayer.cli.sources.SourceCommands;
import com.ingestlayer.cli.types.GenerateTypes;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** Assembles the tree of all commands. */
public final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** Creates a command line. It can be executed once. */
    public static CommandLine in(CliContext context) {
        Ingestlayer ingestlayer = new Ingestlayer(context);
        CommandLine root = new CommandLine(ingestlayer)
                .addSubcommand(group(new KeyCommands(), KeyCommands.commands()))
                .addSubcommand(group(new SourceCommands(), SourceCommands.commands()))
                .addSubcommand(group(new EntityCommands(), EntityCommands.commands()))
                .addSubcommand(group(new EventCommands(), EventCommands.commands()))
                .addSubcommand(group(new DeadLetterCommands(), DeadLetterCommands.commands()))
                .addSubcommand(new ReplayDeliveries())
                .addSubcommand(group(new PipelineCommands(), PipelineCommands.commands()))
                .addSubcommand(new ListRecipes())
                .addSubcommand(new CheckConfiguration())
                .addSubcommand(new GenerateTypes())
                .addSubcommand(new PrintCompletion());
        Failures failures = new Failures(ingestlayer);
        root.setOut(context.out())
                .setErr(context.err())
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

    /** Sets what the help of all commands has in common. */
    private static void describe(CommandLine command) {
        var usage = command.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.explained());
        usage.sortOptions(false).abbreviateSynopsis(true);
        usage.synopsisSubcommandLabel("COMMAND");
        usage.parameterListHeading("%n").optionListHeading("%n").commandListHeading("%nCommands:%n");
        command.getSubcommands().values().forEach(Commands::describe);
    }
}
