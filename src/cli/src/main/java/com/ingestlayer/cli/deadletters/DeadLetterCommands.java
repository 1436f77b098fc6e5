package com.ingestlayer.cli.deadletters;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "dlq",
        description = "The dead-letter queue: deliveries whose every attempt failed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer dlq list",
            "  ingestlayer dlq redrive --destination track-feature-usage/acme --error 'HTTP 500'"
        })
public final class DeadLetterCommands {
    /** The commands below this one, each made anew. */
    public static List<Object> commands() {
        return List.of(new ListDeadLetters(), new ShowDeadLetters(), new Redrive(), new Purge());
    }
}
