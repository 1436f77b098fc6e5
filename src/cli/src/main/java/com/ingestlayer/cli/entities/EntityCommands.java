package com.ingestlayer.cli.entities;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "entities",
        description = "Stores, shows and imports entities: what is known about users, customers and accounts.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer entities put user u_42 plan=pro seats=5")
public final class EntityCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(new PutEntity(), new GetEntity(), new ImportEntities());
    }
}
