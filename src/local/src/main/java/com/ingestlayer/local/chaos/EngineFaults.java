package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.engines.EngineProxy.Behaviour;
import com.ingestlayer.local.engines.EngineProxy.Call;
import com.ingestlayer.local.engines.EngineProxy.Engine;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * What becomes of the calls to one engine: about every sixth goes wrong in one way or another, and for a moment every
 * {@link #RHYTHM} all are throttled, longer than the SDK's own retries last. Thread-safe.
 */
final class EngineFaults implements Behaviour {
    private static final Duration RHYTHM = Duration.ofSeconds(15);
    private static final Duration OUTAGE = Duration.ofMillis(1500);
    private static final int FAULTS_IN_100 = 16;

    private final FaultCounter tally;
    private final Killer killer;
    private final Random dice;
    private final Answer throttled;
    private final Duration late;
    private final long start = System.nanoTime();

    /**
     * A behaviour for one engine's proxy.
     *
     * @param throttled how this engine says that it is asked too much
     * @param late how long an answer waits to come after its caller has given up
     */
    EngineFaults(FaultCounter tally, Killer killer, long seed, Answer throttled, Duration late) {
        this.tally = requireNonNull(tally, "tally is null");
        this.killer = requireNonNull(killer, "killer is null");
        this.dice = new Random(seed);
        this.throttled = requireNonNull(throttled, "throttled is null");
        this.late = requireNonNull(late, "late is null");
    }

    @Override
    public Answer answer(Call call, Engine engine) {
        Optional<Killer.Moment> kill = killer.plannedFor(call);
        if (kill.isPresent()) {
            if (kill.get() == Killer.Moment.AFTER_THE_WORK) {
                engine.get();
            }
            killer.killCallerOf(call);
            return Answer.SILENCE;
        }
        if (isOut()) {
            tally.count(Fault.THROTTLED);
            return throttled;
        }
        return dice.nextInt(100) < FAULTS_IN_100 ? failing(call, engine) : engine.get();
    }

    private boolean isOut() {
        long position = (System.nanoTime() - start) % RHYTHM.toNanos();
        return position > RHYTHM.minus(OUTAGE).toNanos();
    }

    private Answer failing(Call call, Engine engine) {
        int die = dice.nextInt(100);
        if (die < 25 && PartialWork.fits(call)) {
            tally.count(Fault.PARTIAL);
            return PartialWork.of(call, engine, dice);
        }
        if (die < 45) {
            tally.count(Fault.THROTTLED);
            return throttled;
        }
        if (die < 60) {
            tally.count(Fault.FAILED);
            return Answer.error(500, "InternalServerError");
        }
        if (die < 77) {
            tally.count(Fault.DROPPED_BEFORE);
            return Answer.SILENCE;
        }
        if (die < 95) {
            tally.count(Fault.DROPPED_AFTER);
            engine.get();
            return Answer.SILENCE;
        }
        tally.count(Fault.LATE);
        return afterAWhile(engine.get());
    }

    private Answer afterAWhile(Answer answer) {
        try {
            Thread.sleep(late.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
