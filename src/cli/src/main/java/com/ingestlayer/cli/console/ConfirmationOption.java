package com.ingestlayer.cli.console;

import com.ingestlayer.cli.failure.CommandException;
import picocli.CommandLine.Option;

/** The option {@code --yes}, which answers every question of a command in advance. */
public final class ConfirmationOption {
    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    /**
     * Returns what asks the questions.
     *
     * @throws CommandException when the option is not given and no terminal is attached
     */
    public Confirmation confirmation(CliContext context) {
        Confirmation confirmation = new Confirmation(context, yes);
        confirmation.refuseUnlessAskable();
        return confirmation;
    }
}
