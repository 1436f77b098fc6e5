package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.engines.EngineProxy.Call;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;

/**
 * Kills processes that have an invocation under way, evenly over the work of the night: some at any moment, some when the next engine
 * call comes, before or after the engine did its work. Thread-safe.
 */
final class Killer implements AutoCloseable {
    /** More of each function are planned than must be, because the last ones may find nobody at work. */
    private static final double SURPLUS = 1.08;

    private static final int SPARE = 2;

    /** When, around an engine call. */
    enum Moment {
        BEFORE_THE_WORK,
        AFTER_THE_WORK
    }

    private final LocalStack stack;
    private final Random dice;
    private final Map<Target, Queue<Moment>> planned = new EnumMap<>(Target.class);
    private final Map<Target, AtomicInteger> kills = new EnumMap<>(Target.class);
    private final AtomicBoolean open = new AtomicBoolean(true);

    Killer(LocalStack stack, long seed) {
        this.stack = requireNonNull(stack, "stack is null");
        this.dice = new Random(seed);
        for (Target victim : Target.values()) {
            planned.put(victim, new ConcurrentLinkedQueue<>());
            kills.put(victim, new AtomicInteger());
        }
    }

    /**
     * Begins.
     *
     * @param atLeast how many are to die, half of them of each function
     * @param progress how far each function's work is, from 0 to 1, so that a slow machine's processes live longer
     */
    void start(int atLeast, Map<Target, DoubleSupplier> progress) {
        Thread thread = new Thread(() -> follow(atLeast * SURPLUS / progress.size() + SPARE, progress), "killer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether and when the caller of this engine call, or another busy process of its function, is to die. */
    Optional<Moment> plannedFor(Call call) {
        return Target.callerOf(call).map(victim -> planned.get(victim).poll());
    }

    void killCallerOf(Call call) {
        Target.callerOf(call).ifPresent(this::kill);
    }

    int killed(Target victim) {
        return kills.get(victim).get();
    }

    int killed() {
        return kills.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** From now on nobody dies. */
    @Override
    public void close() {
        open.set(false);
        planned.values().forEach(Queue::clear);
    }

    private void follow(double wanted, Map<Target, DoubleSupplier> progress) {
        while (open.get()) {
            progress.forEach((victim, how) -> {
                int underWay = kills.get(victim).get() + planned.get(victim).size();
                if (underWay < Math.floor(how.getAsDouble() * wanted)) {
                    planOne(victim);
                }
            });
            try {
                Thread.sleep(20 + dice.nextInt(80));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void planOne(Target victim) {
        boolean now = dice.nextInt(3) == 0;
        Moment moment = dice.nextBoolean() ? Moment.BEFORE_THE_WORK : Moment.AFTER_THE_WORK;
        if (!now || !kill(victim)) {
            planned.get(victim).add(moment);
        }
    }

    private boolean kill(Target victim) {
        boolean killed = victim.in(stack).killOneBusyInstance(dice);
        if (killed) {
            kills.get(victim).incrementAndGet();
        }
        return killed;
    }
}
