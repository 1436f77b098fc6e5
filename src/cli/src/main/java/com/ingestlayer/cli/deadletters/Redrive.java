package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Confirmation;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetterFilter;
import com.ingestlayer.deadletter.DeadLetters;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "redrive",
        description = {
            "Sends dead letters again, under the same ids, with five new attempts each. Every attempt takes the address and the",
            "secret from the deployed configuration: deploy a corrected URL before you redrive.",
            "Each message is sent before it leaves the queue, so a run that is killed loses none: run it again. The queue keeps",
            "messages for 14 days; after that, ingestlayer replay delivers from the stored events, which are kept for 90 days.",
            "Messages that are not deliveries stay, unless --id names their message id.",
            "--since and --until compare the time of the last attempt."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer dlq redrive --destination acme --error 'HTTP 503'",
            "  ingestlayer dlq redrive --all --yes"
        })
final class Redrive extends DeadLetterAction {
    @Override
    boolean isFor(DeadLetterEntry entry, DeadLetterFilter filter) {
        return !entry.isPoison() || filter.namesMessage(entry);
    }

    @Override
    void confirm(Confirmation confirmation, int count) {
        confirmation.ask("Send " + count + " again?");
    }

    @Override
    void change(DeadLetters letters, List<DeadLetterEntry> entries) {
        letters.redrive(entries);
    }

    @Override
    String done() {
        return "sent again";
    }
}
