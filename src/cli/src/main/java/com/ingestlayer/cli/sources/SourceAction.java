package com.ingestlayer.cli.sources;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.SourceRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The base of the commands that change whether a source takes webhooks. */
abstract class SourceAction extends Action {
    @Mixin
    private SourceParameter parameter;

    /** Changes the source. Returns false when somebody else has revoked it in the meantime. */
    abstract boolean change(SourceRegistry sources, String tokenHash);

    /** Returns what happened to the source, such as {@code takes webhooks again.} */
    abstract String outcome();

    /** Cleans up after the change. */
    void finish(Stack stack, String name) {}

    @Override
    public final Integer call() {
        Stack stack = stack();
        RegisteredSource source = parameter.find(stack.sources());
        if (!change(stack.sources(), source.tokenHash())) {
            throw CommandException.refused("somebody else has just revoked the source \"" + parameter.text() + "\"");
        }
        finish(stack, source.source().name());
        if (output().isJson()) { // reads the source again, because the table has its new status
            stack.sources().list().stream()
                    .filter(each -> each.tokenHash().equals(source.tokenHash()))
                    .forEach(each -> output().one(SourceJson.of(each)));
        }
        output().remark("The source \"" + source.source().name() + "\" " + outcome());
        return ExitCode.OK;
    }

    @Command(
            name = "pause",
            description = "Refuses the webhooks of a source with 403 until the source is resumed.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources pause stripe")
    static final class Pause extends SourceAction {
        @Override
        boolean change(SourceRegistry sources, String tokenHash) {
            return sources.pause(tokenHash, true);
        }

        @Override
        String outcome() {
            return "is paused. " + SourceParameter.STILL_WORKS;
        }
    }

    @Command(
            name = "resume",
            description = "Accepts the webhooks of a paused source again.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources resume stripe")
    static final class Resume extends SourceAction {
        @Override
        boolean change(SourceRegistry sources, String tokenHash) {
            return sources.pause(tokenHash, false);
        }

        @Override
        String outcome() {
            return "takes webhooks again.";
        }
    }

    @Command(
            name = "revoke",
            description = "Invalidates the URL of a source and deletes its secret, for good.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources revoke stripe")
    static final class Revoke extends SourceAction {
        @Override
        boolean change(SourceRegistry sources, String tokenHash) {
            return sources.revoke(tokenHash);
        }

        @Override
        void finish(Stack stack, String name) {
            boolean stillUsed = stack.sources().list().stream()
                    .anyMatch(each -> !each.revoked() && each.source().name().equals(name));
            if (!stillUsed) {
                stack.secrets().remove(name);
            }
        }

        @Override
        String outcome() {
            return "is revoked. " + SourceParameter.STILL_WORKS;
        }
    }
}
