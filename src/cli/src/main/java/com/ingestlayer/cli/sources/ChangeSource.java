package com.ingestlayer.cli.sources;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.SourceRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Changes whether a source takes webhooks. */
abstract class ChangeSource extends Action {
    @Parameters(index = "0", paramLabel = "NAME|HINT", description = "The source's name, or its hint in lists.")
    private String nameOrHint;

    /** @return false when somebody else has revoked it in between */
    abstract boolean change(SourceRegistry sources, String tokenHash);

    abstract String outcome();

    /** What else goes with it. */
    void finish(Stack stack, String name) {}

    @Override
    public final Integer call() {
        Stack stack = stack();
        RegisteredSource source = OneSource.called(stack.sources(), nameOrHint);
        if (!change(stack.sources(), source.tokenHash())) {
            throw CommandException.refused("somebody else has just revoked the source \"" + nameOrHint + "\"");
        }
        finish(stack, source.source().name());
        if (output().isJson()) {
            stack.sources().list().stream()
                    .filter(each -> each.tokenHash().equals(source.tokenHash()))
                    .forEach(each -> output().one(SourceJson.of(each)));
        }
        output().remark("The source \"" + source.source().name() + "\" " + outcome());
        return ExitCode.OK;
    }

    @Command(
            name = "pause",
            description = "Refuses the webhooks of a source until it is resumed; its sender is answered 403.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources pause stripe")
    static final class Pause extends ChangeSource {
        @Override
        boolean change(SourceRegistry sources, String tokenHash) {
            return sources.pause(tokenHash, true);
        }

        @Override
        String outcome() {
            return "is paused. " + OneSource.STILL_WORKS;
        }
    }

    @Command(
            name = "resume",
            description = "Takes the webhooks of a paused source again.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources resume stripe")
    static final class Resume extends ChangeSource {
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
            description = "Takes a source's URL and secret away for good.",
            footerHeading = "%nExample:%n",
            footer = "  ingestlayer sources revoke stripe")
    static final class Revoke extends ChangeSource {
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
            return "is revoked. " + OneSource.STILL_WORKS;
        }
    }
}
