package com.ingestlayer.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.LimitOption;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.deadletter.DeadLetterEntry;
import com.ingestlayer.deadletter.DeadLetterFilter;
import com.ingestlayer.deadletter.DeadLetterQueue.Counts;
import com.ingestlayer.deadletter.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = {
            "Lists messages of the dead-letter queue with the records of their deliveries, in no particular order.",
            "A queue shows messages only by handing them out: they are hidden for a moment, then given back.",
            "--since and --until compare the time of the last attempt."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer dlq list --destination acme --since 1d")
final class ListDeadLetters extends Action {
    private static final List<String> COLUMNS = List.of(
            "sent_at",
            "died_at",
            "event_id",
            "event_type",
            "pipeline",
            "destination",
            "target",
            "attempts",
            "last_status",
            "last_error");

    @Mixin
    private FilterOptions options;

    @Mixin
    private LimitOption limits;

    @Override
    public Integer call() {
        int limit = limits.limit();
        DeadLetterFilter filter = options.filter(context().clock());
        DeadLetters letters = stack().deadLetters();
        Counts counts = letters.counts();
        List<ObjectNode> lines = new ArrayList<>();
        letters.walk(false, new DeadLetters.Visitor() {
            @Override
            public Set<String> visit(List<DeadLetterEntry> entries) {
                entries.stream().filter(filter::takes).map(EntryJson::line).forEach(lines::add);
                return Set.of();
            }

            @Override
            public boolean isDone() {
                return lines.size() >= limit;
            }
        });
        output().list(lines.subList(0, Math.min(limit, lines.size())), COLUMNS);
        output().remark("Approximately " + (counts.visible() + counts.hidden()) + " in the queue"
                + (counts.hidden() > 0 ? ", " + counts.hidden() + " of them hidden by somebody who looks at them" : "")
                + (lines.size() >= limit ? "; there may be more than these: raise --limit." : "."));
        return ExitCode.OK;
    }
}
