package com.ingestlayer.local.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.logs.FunctionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A function as Lambda runs it: an idle process is used again, a new one is started while all are busy, up to a maximum.
 * Thread-safe.
 */
public final class LambdaFunction implements AutoCloseable {
    private static final int STARTED_AT_ONCE = 4;

    /** Calls start no more processes than this at once: on a small machine, many starts would time all of them out. */
    private static final int STARTING_AT_ONCE = 2;

    private final String name;
    private final FunctionPackage function;
    private final Launcher launcher;
    private final Map<String, String> environment;
    private final Duration timeout;
    private final FunctionLog log;
    private final Semaphore free;

    private final Deque<FunctionInstance> idle = new ArrayDeque<>();
    private final Set<FunctionInstance> busy = new HashSet<>();
    private int starting;

    /**
     * A function with one process started, so that the first invocation waits less.
     *
     * @param environment all that its processes see
     * @param timeout of one invocation, start included
     * @param log given what its processes print
     * @param maxInstances how many processes there may be at once
     */
    public LambdaFunction(
            String name,
            FunctionPackage function,
            Launcher launcher,
            Map<String, String> environment,
            Duration timeout,
            FunctionLog log,
            int maxInstances) {
        this.name = requireNonNull(name, "name is null");
        this.function = requireNonNull(function, "function is null");
        this.launcher = requireNonNull(launcher, "launcher is null");
        this.environment = Map.copyOf(environment);
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.log = requireNonNull(log, "log is null");
        this.free = new Semaphore(maxInstances, true);
        idle.push(startInstance());
    }

    /**
     * Starts idle processes, a few at a time, as Lambda's provisioned concurrency does.
     *
     * @throws FunctionErrorException when one does not start within the timeout of an invocation
     */
    public void provision(int processes) throws FunctionErrorException, InterruptedException {
        for (int left = processes; left > 0; left -= STARTED_AT_ONCE) {
            List<FunctionInstance> started = Stream.generate(this::startInstance)
                    .limit(Math.min(STARTED_AT_ONCE, left))
                    .toList();
            synchronized (this) {
                idle.addAll(started);
            }
            for (FunctionInstance instance : started) {
                if (!instance.awaitReady(timeout)) {
                    throw new FunctionErrorException(
                            name + ": a process did not start within " + timeout.toSeconds() + " s");
                }
            }
        }
    }

    /** {@link #invoke(byte[], Optional)} in a new trace. */
    public Optional<byte[]> invoke(byte[] event) throws FunctionErrorException {
        return invoke(event, Optional.empty());
    }

    /**
     * Calls the function.
     *
     * @param traceHeader an X-Ray header by which the call belongs to a trace
     * @return empty when every process stayed busy for the whole timeout: the call was throttled
     * @throws FunctionErrorException when the function gave no answer
     */
    public Optional<byte[]> invoke(byte[] event, Optional<String> traceHeader) throws FunctionErrorException {
        try {
            if (!free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        FunctionInstance instance = take();
        try {
            return Optional.of(instance.invoke(event, TraceHeader.of(traceHeader)));
        } finally {
            giveBack(instance);
            free.release();
        }
    }

    /** All that run, whether they have an invocation under way or not. */
    public List<ProcessHandle> processes() {
        synchronized (this) {
            return Stream.concat(idle.stream(), busy.stream())
                    .map(FunctionInstance::process)
                    .toList();
        }
    }

    /** How many invocations are under way. */
    public int busyInstances() {
        synchronized (this) {
            return busy.size();
        }
    }

    /** Kills every process that has an invocation under way, as if its machine had died. */
    public void killBusyInstances() {
        synchronized (this) {
            busy.forEach(FunctionInstance::kill);
        }
    }

    /**
     * Kills one process that has an invocation under way.
     *
     * @param dice chooses it
     * @return false when none has
     */
    public boolean killOneBusyInstance(RandomGenerator dice) {
        synchronized (this) {
            List<FunctionInstance> alive =
                    busy.stream().filter(FunctionInstance::isAlive).toList();
            if (alive.isEmpty()) {
                return false;
            }
            alive.get(dice.nextInt(alive.size())).kill();
            return true;
        }
    }

    @Override
    public void close() {
        List<FunctionInstance> all;
        synchronized (this) {
            all = Stream.concat(idle.stream(), busy.stream()).toList();
            idle.clear();
        }
        all.parallelStream().forEach(FunctionInstance::close);
    }

    private synchronized FunctionInstance take() {
        FunctionInstance instance = pollIdle();
        while (instance == null && starting == STARTING_AT_ONCE) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the host is stopping", e);
            }
            instance = pollIdle();
        }
        if (instance == null) {
            instance = startInstance();
            starting++;
            instance.whenStartIsOver(this::startIsOver);
        }
        busy.add(instance);
        return instance;
    }

    /** An idle process that lives; null when there is none. */
    private FunctionInstance pollIdle() {
        FunctionInstance instance = idle.poll();
        while (instance != null && !instance.isAlive()) {
            instance.close();
            instance = idle.poll();
        }
        return instance;
    }

    private synchronized void startIsOver() {
        starting--;
        notifyAll();
    }

    private void giveBack(FunctionInstance instance) {
        synchronized (this) {
            busy.remove(instance);
            notifyAll();
            if (instance.isAlive()) {
                idle.push(instance);
                return;
            }
        }
        instance.close();
    }

    private FunctionInstance startInstance() {
        try {
            return FunctionInstance.start(name, function, launcher, environment, timeout, log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting a process of " + name, e);
        }
    }
}
