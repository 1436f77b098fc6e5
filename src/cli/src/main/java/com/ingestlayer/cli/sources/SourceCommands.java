package com.ingestlayer.cli.sources;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "sources",
        description = "Creates, lists, rotates, pauses and revokes sources of webhooks. Each source has its own URL.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources create stripe --scheme stripe")
public final class SourceCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(
                new CreateSource(),
                new ListSources(),
                new RotateSource(),
                new SetSecret(),
                new SourceAction.Pause(),
                new SourceAction.Resume(),
                new SourceAction.Revoke());
    }
}
