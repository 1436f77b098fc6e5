package com.ingestlayer.cli.keys;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "keys",
        description = "Creates, lists, revokes and rotates API keys.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys list")
public final class KeyCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(new CreateKey(), new ListKeys(), new RevokeKey(), new RotateKey());
    }
}
