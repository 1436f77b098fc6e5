package com.ingestlayer.cli.events;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "events",
        description = "Shows accepted events and the state of their deliveries.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer events list --type feature.used --since 2h")
public final class EventCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(new GetEvent(), new ListEvents());
    }
}
