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
            "Sends dead letters again, under the same ids, with five new attempts each. They go to the address, and with the",
            "secret, that the deployed configuration has at the attempt: deploy a mended URL before you redrive.",
            "Each is sent before it leaves the queue. A run that is killed loses none: run it again. Letters are kept for 14",
            "days; after that, ingestlayer replay delivers from the stored events, which are kept for 90.",
            "Messages that are not deliveries stay, unless --id names their message id."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer dlq redrive --destination acme --error 'HTTP 503'",
            "  ingestlayer dlq redrive --all --yes"
        })
final class Redrive extends ChangeDeadLetters {
    @Override
    boolean isFor(DeadLetterEntry finding, DeadLetterFilter choice) {
        return !finding.isPoison() || choice.namesMessage(finding);
    }

    @Override
    void confirm(Confirmation confirmation, int count) {
        confirmation.ask("Send " + count + " again?");
    }

    @Override
    void change(DeadLetters letters, List<DeadLetterEntry> findings) {
        letters.redrive(findings);
    }

    @Override
    String done() {
        return "sent again";
    }
}
