package com.ingestlayer.cli.events;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "events",
        description = "Events that were accepted, and what became of their deliveries.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer events list --type feature.used --since 2h")
public final class Events {
    /** The commands below this one, each made anew. */
    public static List<Object> commands() {
        return List.of(new GetEvent(), new ListEvents());
    }
}
