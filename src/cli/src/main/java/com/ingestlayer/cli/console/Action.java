package com.ingestlayer.cli.console;

import com.ingestlayer.cli.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The base of every command that has no subcommands. {@code call()} returns the exit code, or throws a
 * {@link com.ingestlayer.cli.failure.CommandException}.
 */
public abstract class Action implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    protected final Ingestlayer ingestlayer() {
        return (Ingestlayer) spec.root().userObject();
    }

    protected final CliContext context() {
        return ingestlayer().context();
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
