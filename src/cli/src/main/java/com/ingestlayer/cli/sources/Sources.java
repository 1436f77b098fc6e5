package com.ingestlayer.cli.sources;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "sources",
        description = "Sources of webhooks, each with a URL of its own: make, list, rotate, pause and revoke them.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources create stripe --scheme stripe")
public final class Sources {
    /** The commands below this one, each made anew. */
    public static List<Object> commands() {
        return List.of(
                new CreateSource(),
                new ListSources(),
                new RotateSource(),
                new SetSecret(),
                new ChangeSource.Pause(),
                new ChangeSource.Resume(),
                new ChangeSource.Revoke());
    }
}
