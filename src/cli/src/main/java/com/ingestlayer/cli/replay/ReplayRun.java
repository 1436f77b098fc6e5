package com.ingestlayer.cli.replay;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Surroundings;
import com.ingestlayer.json.Json;
import com.ingestlayer.replay.PlannedReplay;
import com.ingestlayer.replay.Replayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Does what is left of a plan, and writes down how far it is. Not thread-safe. */
final class ReplayRun {
    private static final int BAR = 30;

    private final Replayer replayer;
    private final PlanFile plan;
    private final Pace pace;
    private final Surroundings surroundings;
    private final List<PlannedReplay> left = new ArrayList<>();
    private int done;

    ReplayRun(Replayer replayer, PlanFile plan, Pace pace, Surroundings surroundings) {
        this.replayer = requireNonNull(replayer, "replayer is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
        this.done = plan.total() - plan.open().size();
    }

    /** Those that could not be sent. Dead letters go first; one that is not there any more is made anew. */
    List<PlannedReplay> go(int batch) throws IOException {
        List<PlannedReplay> dead =
                plan.open().stream().filter(PlannedReplay::dead).toList();
        if (!dead.isEmpty()) {
            replayer.sendDeadLetters(dead, this::written);
        }
        List<PlannedReplay> open = plan.open();
        for (int from = 0; from < open.size(); from += batch) {
            List<PlannedReplay> some = open.subList(from, Math.min(from + batch, open.size()));
            left.addAll(replayer.send(some));
            written(some);
        }
        if (surroundings.terminal()) {
            surroundings.err().println();
        }
        return left;
    }

    private void written(List<PlannedReplay> replays) {
        try {
            plan.done(replays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done += replays.size();
        if (surroundings.terminal()) {
            int filled = done * BAR / Math.max(1, plan.total());
            surroundings
                    .err()
                    .print("\r[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + done + " of " + plan.total()
                            + "  ");
            surroundings.err().flush();
        }
        pace.await(replays.size());
    }

    ObjectNode report() {
        return Json.object()
                .put("planned", plan.total())
                .put("sent", done - left.size())
                .put("not_sent", left.size());
    }
}
