package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes the unfinished part of a plan at a limited speed, and records its progress in the plan's file. Running the same
 * plan again after a crash delivers nothing twice, because every planned replay has a fixed number. Not thread-safe.
 */
public final class ReplayRun {
    private final Replayer replayer;
    private final ReplayPlanFile plan;
    private final Pace pace;
    private final Listener listener;
    private int done;

    /** @param perSecond how many replays per second are sent at most, on average; 1 or more */
    public ReplayRun(Replayer replayer, ReplayPlanFile plan, int perSecond, Listener listener) {
        this.replayer = requireNonNull(replayer, "replayer is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.pace = new Pace(perSecond);
        this.listener = requireNonNull(listener, "listener is null");
        this.done = plan.total() - plan.open().size();
    }

    /** Follows a run. */
    public interface Listener {
        /** @param done how many replays of the whole plan are finished, including those of earlier runs */
        void progressed(int done);

        /** @param hidden how many dead letters other consumers hide; called about once a second while the run waits */
        void waitsFor(long hidden);
    }

    /**
     * The outcome of a run.
     *
     * @param planned how many replays the whole plan has
     * @param sent how many of them were sent, by this run and by earlier ones
     * @param left the replays that this run could not send: the event is gone, or its pipeline does not send it there now
     */
    public record Result(int planned, int sent, List<PlannedReplay> left) {
        public Result {
            left = List.copyOf(left);
        }
    }

    /**
     * Sends everything that is not finished. Dead letters go first; a dead letter that has left its queue in the meantime is
     * rendered again from its stored event.
     *
     * @param batch how many replays are sent at most between two records of progress
     * @throws IOException when the plan's file cannot be written
     * @throws com.ingestlayer.UnavailableException when a table or queue does not answer
     */
    public Result execute(int batch) throws IOException {
        List<PlannedReplay> dead =
                plan.open().stream().filter(PlannedReplay::dead).toList();
        if (!dead.isEmpty()) {
            replayer.sendDeadLetters(dead, batch, new Replayer.Listener() {
                @Override
                public void sent(List<PlannedReplay> replays) {
                    try {
                        finish(replays);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public void waitsFor(long hidden) {
                    listener.waitsFor(hidden);
                }
            });
        }
        List<PlannedReplay> left = new ArrayList<>();
        List<PlannedReplay> open = plan.open();
        for (int from = 0; from < open.size(); from += batch) {
            List<PlannedReplay> some = open.subList(from, Math.min(from + batch, open.size()));
            left.addAll(replayer.send(some));
            finish(some);
        }
        return new Result(plan.total(), done - left.size(), left);
    }

    private void finish(List<PlannedReplay> replays) throws IOException {
        plan.done(replays);
        done += replays.size();
        listener.progressed(done);
        pace.await(replays.size());
    }
}
