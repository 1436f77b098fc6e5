package com.ingestlayer.cli.console;

import com.ingestlayer.cli.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something. It returns its exit code, or throws a {@code CommandException}. */
public abstract class Action implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    protected final Ingestlayer ingestlayer() {
        return (Ingestlayer) spec.root().userObject();
    }

    protected final CliContext surroundings() {
        return ingestlayer().surroundings();
    }

    protected final Stack stack() {
        return ingestlayer().stack();
    }

    protected final Output output() {
        return ingestlayer().output();
    }

    protected final CommandSpec spec() {
        return spec;
    }
}
