package com.ingestlayer.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.cli.failure.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;

/** Asks whoever sits at the terminal before something is done. Not thread-safe. */
public final class Confirmation {
    private final CliContext surroundings;
    private final boolean yes;
    private final BufferedReader in;

    /** @param yes whether everything is agreed to beforehand */
    public Confirmation(CliContext surroundings, boolean yes) {
        this.surroundings = surroundings;
        this.yes = yes;
        this.in = new BufferedReader(new InputStreamReader(surroundings.in(), UTF_8));
    }

    /** @throws CommandException when there is nobody to ask */
    public void refuseUnlessAskable() {
        if (!yes && !surroundings.terminal()) {
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

    /** @throws CommandException unless the answer is this very text */
    public void askToType(String text, String question) {
        if (!yes && !answerTo(question + " ").equals(text)) {
            throw CommandException.refused("that is not " + text + ": nothing was done");
        }
    }

    private String answerTo(String question) {
        refuseUnlessAskable();
        surroundings.err().print(question);
        surroundings.err().flush();
        try {
            String line = in.readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
