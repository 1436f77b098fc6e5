package com.ingestlayer.cli.entities;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "entities",
        description = "What is known of users, customers, accounts: put, get and import it.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer entities put user u_42 plan=pro seats=5")
public final class Entities {
    /** The commands below this one, each made anew. */
    public static List<Object> commands() {
        return List.of(new PutEntity(), new GetEntity(), new ImportEntities());
    }
}
