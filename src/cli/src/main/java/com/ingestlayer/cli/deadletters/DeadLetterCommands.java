package com.ingestlayer.cli.deadletters;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "dlq",
        description = "Shows, redrives and purges the dead-letter queue: deliveries whose attempts all failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer dlq list",
            "  ingestlayer dlq redrive --destination track-feature-usage/acme --error 'HTTP 500'"
        })
public final class DeadLetterCommands {
    /** Returns a new instance of every subcommand. */
    public static List<Object> commands() {
        return List.of(new ListDeadLetters(), new ShowDeadLetters(), new Redrive(), new Purge());
    }
}
