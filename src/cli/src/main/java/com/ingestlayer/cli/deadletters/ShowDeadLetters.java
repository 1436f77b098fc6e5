package com.ingestlayer.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetterFilter;
import com.ingestlayer.deadletter.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows whole dead letters: the message with its body, and the record with every attempt.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer dlq show evt_01KFRM8V33ABCDEFGHJKMNPQRS --output json")
final class ShowDeadLetters extends Action {
    private static final List<String> ATTEMPT =
            List.of("n", "at", "replay", "http_status", "duration_ms", "error", "body");

    @Parameters(
            index = "0",
            paramLabel = "ID",
            description = "The id of a delivery (dlv_…), an event (evt_…) or a message.")
    private String id;

    @Override
    public Integer call() {
        DeadLetterFilter filter = new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(id));
        List<ObjectNode> found = new ArrayList<>();
        stack().deadLetters().walk(false, new DeadLetters.Visitor() {
            @Override
            public Set<String> visit(List<DeadLetterEntry> entries) {
                entries.stream().filter(filter::takes).map(EntryJson::whole).forEach(found::add);
                return Set.of();
            }

            /** Goes on for an event, which may have many dead deliveries. */
            @Override
            public boolean isDone() {
                return !found.isEmpty() && !id.startsWith("evt_");
            }
        });
        if (found.isEmpty()) {
            throw CommandException.refused("the dead-letter queue has nothing of " + id);
        }
        if (output().isJson()) {
            output().list(found, List.of());
        } else {
            found.forEach(this::print);
        }
        return ExitCode.OK;
    }

    private void print(ObjectNode letter) {
        List<ObjectNode> attempts = new ArrayList<>();
        if (letter.remove("record") instanceof ObjectNode record) {
            record.path("attempts").forEach(attempt -> attempts.add((ObjectNode) attempt));
        }
        output().one(letter, attempts, ATTEMPT);
        context().out().println();
    }
}
