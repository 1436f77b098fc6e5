package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Confirmation;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetterFilter;
import com.ingestlayer.deadletter.DeadLetters;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "purge",
        description = {
            "Deletes dead letters for good. Their events and the records of their deliveries stay.",
            "Messages that are not deliveries are deleted with --all, or when --id names their message id."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer dlq purge --destination acme --until 7d")
final class Purge extends ChangeDeadLetters {
    @Override
    boolean isFor(DeadLetterEntry finding, DeadLetterFilter choice) {
        return !finding.isPoison() || choice.equals(DeadLetterFilter.ALL) || choice.namesMessage(finding);
    }

    @Override
    void confirm(Confirmation confirmation, int count) {
        confirmation.ask("Delete " + count + " for good?");
        confirmation.askToType(Integer.toString(count), "Type " + count + " to delete them:");
    }

    @Override
    void change(DeadLetters letters, List<DeadLetterEntry> findings) {
        letters.purge(findings);
    }

    @Override
    String done() {
        return "deleted";
    }
}
