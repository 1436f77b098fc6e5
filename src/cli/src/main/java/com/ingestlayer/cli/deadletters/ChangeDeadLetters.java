package com.ingestlayer.cli.deadletters;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Confirmation;
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

/** Counts what is chosen, asks, and then changes the very messages that were counted. */
abstract class ChangeDeadLetters extends Action {
    /** So many take longer than a moment. */
    private static final int MANY = 100;

    @Mixin
    private FilterOptions options;

    @Option(names = "--all", description = "Every message of the queue; goes with no other choice.")
    private boolean all;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    /** Whether the command is about this one, which was chosen. */
    abstract boolean isFor(DeadLetterEntry finding, DeadLetterFilter choice);

    abstract void confirm(Confirmation confirmation, int count);

    abstract void change(DeadLetters letters, List<DeadLetterEntry> findings);

    /** Such as {@code sent again}. */
    abstract String done();

    @Override
    public final Integer call() {
        DeadLetterFilter choice = options.choice(surroundings().clock());
        if (all != choice.equals(DeadLetterFilter.ALL)) {
            throw CommandException.usage(
                    all
                            ? "--all goes with no other choice"
                            : "choose messages with --destination, --error, --since, --until or --id, or take --all");
        }
        Confirmation confirmation = new Confirmation(surroundings(), yes);
        confirmation.refuseUnlessAskable();
        DeadLetters letters = stack().deadLetters();
        Set<String> chosen = count(letters, choice);
        if (!chosen.isEmpty()) {
            confirm(confirmation, chosen.size());
            change(letters, chosen);
        }
        return ExitCode.OK;
    }

    private Set<String> count(DeadLetters letters, DeadLetterFilter choice) {
        Set<String> chosen = new HashSet<>();
        int[] left = new int[1];
        letters.walk(true, new Waiting(surroundings(), output()) {
            @Override
            public Set<String> visit(List<DeadLetterEntry> findings) {
                for (DeadLetterEntry finding : findings) {
                    if (choice.takes(finding) && isFor(finding, choice)) {
                        chosen.add(finding.letter().messageId());
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
            tell(0, 0);
        }
        return chosen;
    }

    private void change(DeadLetters letters, Set<String> chosen) {
        Set<String> open = new HashSet<>(chosen);
        ProgressBar bar = new ProgressBar(surroundings(), chosen.size());
        if (chosen.size() > MANY) {
            output().remark("Should this be stopped, run the same command again.");
        }
        letters.walk(true, new Waiting(surroundings(), output()) {
            @Override
            public Set<String> visit(List<DeadLetterEntry> findings) {
                List<DeadLetterEntry> batch = findings.stream()
                        .filter(finding -> open.contains(finding.letter().messageId()))
                        .toList();
                if (!batch.isEmpty()) {
                    change(letters, batch);
                }
                Set<String> gone = batch.stream()
                        .map(finding -> finding.letter().messageId())
                        .collect(Collectors.toSet());
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
        tell(chosen.size() - open.size(), open.size());
    }

    private void tell(int count, int missing) {
        if (output().isJson()) {
            output().one(Json.object().put("chosen", count + missing).put("done", count));
        }
        output().remark(count + (count == 1 ? " message was " : " messages were ") + done() + "."
                + (missing == 0 ? "" : " " + missing + " were taken out by somebody else meanwhile."));
    }
}
