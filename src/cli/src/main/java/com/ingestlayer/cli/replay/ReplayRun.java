package com.ingestlayer.cli.replay;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Output;
import com.ingestlayer.cli.console.ProgressBar;
import com.ingestlayer.cli.console.WaitRemark;
import com.ingestlayer.json.Json;
import com.ingestlayer.replay.PlannedReplay;
import com.ingestlayer.replay.Replayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Does what is left of a plan, and writes down how far it is. Not thread-safe. */
final class ReplayRun implements Replayer.Listener {
    private final Replayer replayer;
    private final PlanFile plan;
    private final Pace pace;
    private final ProgressBar bar;
    private final WaitRemark remark;
    private final List<PlannedReplay> left = new ArrayList<>();
    private int done;

    ReplayRun(Replayer replayer, PlanFile plan, Pace pace, CliContext surroundings, Output output) {
        this.replayer = requireNonNull(replayer, "replayer is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.bar = new ProgressBar(surroundings, plan.total());
        this.remark = new WaitRemark(surroundings, output);
        this.done = plan.total() - plan.open().size();
    }

    /** Those that could not be sent. Dead letters go first; one that is not there any more is made anew. */
    List<PlannedReplay> go(int batch) throws IOException {
        List<PlannedReplay> dead =
                plan.open().stream().filter(PlannedReplay::dead).toList();
        if (!dead.isEmpty()) {
            replayer.sendDeadLetters(dead, batch, this);
        }
        List<PlannedReplay> open = plan.open();
        for (int from = 0; from < open.size(); from += batch) {
            List<PlannedReplay> some = open.subList(from, Math.min(from + batch, open.size()));
            left.addAll(replayer.send(some));
            sent(some);
        }
        bar.end();
        return left;
    }

    @Override
    public void sent(List<PlannedReplay> replays) {
        try {
            plan.done(replays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done += replays.size();
        bar.show(done);
        pace.await(replays.size());
    }

    @Override
    public void waitsFor(long hidden) {
        remark.waitsFor(hidden);
    }

    ObjectNode report() {
        return Json.object()
                .put("planned", plan.total())
                .put("sent", done - left.size())
                .put("not_sent", left.size());
    }
}
