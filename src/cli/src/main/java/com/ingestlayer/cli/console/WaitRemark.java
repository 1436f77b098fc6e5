package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

/**
 * Explains once why a command waits: other consumers hide messages of the dead-letter queue for the moment. Not thread-safe.
 */
public final class WaitRemark {
    private final CliContext context;
    private final Output output;
    private boolean told;

    public WaitRemark(CliContext context, Output output) {
        this.context = requireNonNull(context, "context is null");
        this.output = requireNonNull(output, "output is null");
    }

    public void waitsFor(long hidden) {
        if (!told) {
            told = true;
            output.remark(hidden + " messages are hidden by another run, or one that was killed; waiting for them.");
            context.err().flush();
        }
    }
}
