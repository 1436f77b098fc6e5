package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Output;
import com.ingestlayer.cli.console.WaitRemark;
import com.ingestlayer.deadletter.DeadLetters;

/** A visitor that says once why nothing happens while others hide messages. */
abstract class Waiting implements DeadLetters.Visitor {
    private final WaitRemark remark;

    Waiting(CliContext surroundings, Output output) {
        this.remark = new WaitRemark(surroundings, output);
    }

    @Override
    public final void waitsFor(long hidden) {
        remark.waitsFor(hidden);
    }
}
