package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Output;
import com.ingestlayer.cli.console.Surroundings;
import com.ingestlayer.deadletter.DeadLetters;

/** A visitor that says once why nothing happens while others hide messages. */
abstract class Waiting implements DeadLetters.Visitor {
    private final Surroundings surroundings;
    private final Output output;
    private boolean told;

    Waiting(Surroundings surroundings, Output output) {
        this.surroundings = surroundings;
        this.output = output;
    }

    @Override
    public final void waitsFor(long hidden) {
        if (!told) {
            told = true;
            output.remark(hidden + " messages are hidden by another run, or one that was killed; waiting for them.");
            surroundings.err().flush();
        }
    }
}
