package com.ingestlayer.cli;

import com.ingestlayer.cli.console.Failures;
import com.ingestlayer.cli.console.Ingestlayer;
import com.ingestlayer.cli.console.Surroundings;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.keys.CreateKey;
import com.ingestlayer.cli.keys.Keys;
import com.ingestlayer.cli.keys.ListKeys;
import com.ingestlayer.cli.keys.RevokeKey;
import com.ingestlayer.cli.keys.RotateKey;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;

/** The tree of all commands. */
public final class Commands {
    private static final int WIDTH = 100;

    private Commands() {}

    /** A command line that runs once. */
    public static CommandLine in(Surroundings surroundings) {
        Ingestlayer ingestlayer = new Ingestlayer(surroundings);
        CommandLine root = new CommandLine(ingestlayer)
                .addSubcommand(new CommandLine(new Keys())
                        .addSubcommand(new CreateKey())
                        .addSubcommand(new ListKeys())
                        .addSubcommand(new RevokeKey())
                        .addSubcommand(new RotateKey()))
                .addSubcommand(new CheckConfiguration())
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
