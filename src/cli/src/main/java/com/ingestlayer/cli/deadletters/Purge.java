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
            "--since and --until compare the time of the last attempt.",
            "Messages that are not deliveries are deleted only with --all, or when --id names their message id."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer dlq purge --destination acme --until 7d")
final class Purge extends DeadLetterAction {
    @Override
    boolean isFor(DeadLetterEntry entry, DeadLetterFilter filter) {
        return !entry.isPoison() || filter.equals(DeadLetterFilter.ALL) || filter.namesMessage(entry);
    }

    @Override
    void confirm(Confirmation confirmation, int count) {
        confirmation.ask("Delete " + count + " for good?");
        confirmation.askToType(Integer.toString(count), "Type " + count + " to delete them:");
    }

    @Override
    void change(DeadLetters letters, List<DeadLetterEntry> entries) {
        letters.purge(entries);
    }

    @Override
    String done() {
        return "deleted";
    }
}
