package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Confirmation;
import com.ingestlayer.cli.console.ConfirmationOption;
import com.ingestlayer.cli.console.ProgressBar;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetterFilter;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The base of the commands that change the dead-letter queue: counts the selected messages, asks for confirmation, and then
 * changes exactly the messages that were counted.
 */
abstract class DeadLetterAction extends Action {
    /** From this number on, the change takes long enough to be interrupted. */
    private static final int MANY = 100;

    @Mixin
    private FilterOptions options;

    @Option(names = "--all", description = "Every message of the queue; cannot be combined with a filter.")
    private boolean all;

    @Mixin
    private ConfirmationOption confirmation;

    /** Returns whether the command may change this message, which the filter selected. */
    abstract boolean isFor(DeadLetterEntry entry, DeadLetterFilter filter);

    /** Asks for permission to change this many messages. */
    abstract void confirm(Confirmation confirmation, int count);

    abstract void change(DeadLetters letters, List<DeadLetterEntry> entries);

    /** Returns what happened to the messages, such as {@code sent again}. */
    abstract String done();

    @Override
    public final Integer call() {
        DeadLetterFilter filter = options.filter(context().clock());
        if (all != filter.equals(DeadLetterFilter.ALL)) {
            throw CommandException.usage(
                    all
                            ? "--all goes with no other choice"
                            : "choose messages with --destination, --error, --since, --until or --id, or take --all");
        }
        Confirmation asking = confirmation.confirmation(context());
        DeadLetters letters = stack().deadLetters();
        Set<String> chosen = count(letters, filter);
        if (!chosen.isEmpty()) {
            confirm(asking, chosen.size());
            change(letters, chosen);
        }
        return ExitCode.OK;
    }

    private Set<String> count(DeadLetters letters, DeadLetterFilter filter) {
        Set<String> chosen = new HashSet<>();
        int[] left = new int[1];
        letters.walk(true, new WaitingVisitor(context(), output()) {
            @Override
            public Set<String> visit(List<DeadLetterEntry> entries) {
                for (DeadLetterEntry entry : entries) {
                    if (filter.takes(entry) && isFor(entry, filter)) {
                        chosen.add(entry.letter().messageId());
                    } else {
                        left[0]++;
                    }
                }
                return Set.of();
            }
        });
        output().remark(chosen.size() + (chosen.size() == 1 ? " message is" : " messages are") + " chosen, " + left[0]
                + " others stay in the queue.");
        if (chosen.isEmpty()) {
            report(0, 0);
        }
        return chosen;
    }

    private void change(DeadLetters letters, Set<String> chosen) {
        Set<String> open = new HashSet<>(chosen);
        ProgressBar bar = new ProgressBar(context(), chosen.size());
        if (chosen.size() > MANY) {
            output().remark("Should this be stopped, run the same command again.");
        }
        letters.walk(true, new WaitingVisitor(context(), output()) {
            @Override
            public Set<String> visit(List<DeadLetterEntry> entries) {
                List<DeadLetterEntry> batch = entries.stream()
                        .filter(entry -> open.contains(entry.letter().messageId()))
                        .toList();
                if (!batch.isEmpty()) {
                    change(letters, batch);
                }
                Set<String> gone =
                        batch.stream().map(entry -> entry.letter().messageId()).collect(Collectors.toSet());
                open.removeAll(gone);
                bar.show(chosen.size() - open.size());
                return gone;
            }

            @Override
            public boolean isDone() {
                return open.isEmpty();
            }
        });
        bar.end();
        report(chosen.size() - open.size(), open.size());
    }

    private void report(int count, int missing) {
        output().oneAsJson(Json.object().put("chosen", count + missing).put("done", count));
        output().remark(count + (count == 1 ? " message was " : " messages were ") + done() + "."
                + (missing == 0 ? "" : " " + missing + " were taken out by somebody else meanwhile."));
    }
}
