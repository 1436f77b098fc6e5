package com.ingestlayer.cli.keys;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "keys",
        description = "API keys: make, list, revoke and rotate them.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys list")
public final class Keys {
    /** The commands below this one, each made anew. */
    public static List<Object> commands() {
        return List.of(new CreateKey(), new ListKeys(), new RevokeKey(), new RotateKey());
    }
}
