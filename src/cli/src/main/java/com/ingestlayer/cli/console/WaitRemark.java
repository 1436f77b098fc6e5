package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

/** Says once why nothing happens while others hide messages of the dead-letter queue. Not thread-safe. */
public final class WaitRemark {
    private final CliContext surroundings;
    private final Output output;
    private boolean told;

    public WaitRemark(CliContext surroundings, Output output) {
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
        this.output = requireNonNull(output, "output is null");
    }

    public void waitsFor(long hidden) {
        if (!told) {
            told = true;
            output.remark(hidden + " messages are hidden by another run, or one that was killed; waiting for them.");
            surroundings.err().flush();
        }
    }
}
