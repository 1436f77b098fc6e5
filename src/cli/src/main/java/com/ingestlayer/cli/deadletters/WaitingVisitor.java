package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Output;
import com.ingestlayer.cli.console.WaitRemark;
import com.ingestlayer.deadletter.DeadLetters;

/** A visitor that explains once why the command waits. */
abstract class WaitingVisitor implements DeadLetters.Visitor {
    private final WaitRemark remark;

    WaitingVisitor(CliContext context, Output output) {
        this.remark = new WaitRemark(context, output);
    }

    @Override
    public final void waitsFor(long hidden) {
        remark.waitsFor(hidden);
    }
}
