package com.ingestlayer.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.cli.failure.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/** Asks the person at the terminal for permission before a command changes anything. Not thread-safe. */
public final class Confirmation {
    private final CliContext context;
    private final boolean yes;
    private final BufferedReader in;

    /** @param yes whether every question counts as answered with yes */
    Confirmation(CliContext context, boolean yes) {
        this.context = context;
        this.yes = yes;
        this.in = new BufferedReader(new InputStreamReader(context.in(), UTF_8));
    }

    /** @throws CommandException when a question would have to be asked and no terminal is attached */
    void refuseUnlessAskable() {
        if (!yes && !context.terminal()) {
            throw CommandException.usage("there is no terminal to ask at: say --yes to do it without being asked");
        }
    }

    /** @throws CommandException unless the answer is yes */
    public void ask(String question) {
        if (!yes) {
            String answer = answerTo(question + " [y/N] ");
            if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
                throw CommandException.refused("nothing was done");
            }
        }
    }

    /** @throws CommandException unless the answer is exactly this text */
    public void askToType(String text, String question) {
        if (!yes && !answerTo(question + " ").equals(text)) {
            throw CommandException.refused("that is not " + text + ": nothing was done");
        }
    }

    private String answerTo(String question) {
        refuseUnlessAskable();
        context.err().print(question);
        context.err().flush();
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
