package com.ingestlayer.local.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.logs.FunctionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
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
 * A function as Lambda runs it: an idle process is reused, and a new one is started when all are busy, up to a maximum.
 * Thread-safe.
 */
public final class LambdaFunction implements AutoCloseable {
    private static final int STARTED_AT_ONCE = 4;

    /** Invocations start no more processes than this at a time, because many starts on a small machine would all time out. */
    private static final int STARTING_AT_ONCE = 2;

    private final String name;
    private final FunctionPackage function;
    private final Launcher launcher;
    private final Duration timeout;
    private final FunctionLog log;
    private final Semaphore free;

    private final Deque<FunctionInstance> idle = new ArrayDeque<>();
    private final Set<FunctionInstance> busy = new HashSet<>();
    /** Processes that get no invocation any more, or do not get one yet. */
    private final Set<FunctionInstance> aside = new HashSet<>();

    private Map<String, String> environment;
    /** Counts the environments: processes that started with an earlier one are not used again. */
    private int generation;

    private boolean closed;
    private int starting;

    /**
     * Starts one process, so that the first invocation waits less.
     *
     * @param environment the whole environment of the processes
     * @param timeout the time that one invocation may take, including the start of a process
     * @param log receives what the processes print
     * @param maxInstances how many invocations may be in progress at the same time
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
        idle.push(startInstance(environment));
    }

    /**
     * Starts a process with another environment, which no invocation sees before {@link Replacement#use()}.
     *
     * @param next all that processes see after that
     */
    public Replacement prepare(Map<String, String> next) {
        synchronized (this) {
            Replacement replacement = new Replacement(startInstance(Map.copyOf(next)), Map.copyOf(next));
            aside.add(replacement.first);
            return replacement;
        }
    }

    /** An environment that is about to replace the one in use. It is either used or discarded. */
    public final class Replacement {
        private final FunctionInstance first;
        private final Map<String, String> next;

        private Replacement(FunctionInstance first, Map<String, String> next) {
            this.first = first;
            this.next = next;
        }

        /**
         * Waits until the process has started.
         *
         * @throws FunctionErrorException when it does not start within the timeout of an invocation
         */
        public void awaitReady() throws FunctionErrorException, InterruptedException {
            if (!first.awaitReady(timeout)) {
                throw new FunctionErrorException(name + " does not start with the changed environment");
            }
        }

        /**
         * Lets every later invocation see the environment. Idle processes that started with the one before are ended now, and
         * busy ones when they have answered.
         */
        public void use() {
            List<FunctionInstance> old;
            synchronized (LambdaFunction.this) {
                if (closed) {
                    return; // close() ends the process, too
                }
                old = List.copyOf(idle);
                idle.clear();
                aside.addAll(old);
                environment = next;
                generation++;
                first.setGeneration(generation);
                aside.remove(first);
                idle.push(first);
                LambdaFunction.this.notifyAll();
            }
            old.forEach(LambdaFunction.this::retire);
        }

        /** Ends the process; the environment in use stays. */
        public void discard() {
            retire(first);
        }
    }

    /**
     * Starts idle processes, a few at a time, as Lambda's provisioned concurrency does.
     *
     * @throws FunctionErrorException when one does not start within the timeout of an invocation
     */
    public void provision(int processes) throws FunctionErrorException, InterruptedException {
        for (int left = processes; left > 0; left -= STARTED_AT_ONCE) {
            List<FunctionInstance> started;
            synchronized (this) {
                started = Stream.generate(() -> startInstance(environment))
                        .limit(Math.min(STARTED_AT_ONCE, left))
                        .toList();
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

    /** Does the same as {@link #invoke(byte[], Optional)} in a new trace. */
    public Optional<byte[]> invoke(byte[] event) throws FunctionErrorException {
        return invoke(event, Optional.empty());
    }

    /**
     * Invokes the function.
     *
     * @param traceHeader the X-Ray header of the trace that the invocation belongs to
     * @return the response; empty when all processes were busy for the whole timeout, so that the invocation was throttled
     * @throws FunctionErrorException when the function returned no response
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
        try {
            FunctionInstance instance = take();
            try {
                return Optional.of(instance.invoke(event, TraceHeader.of(traceHeader)));
            } finally {
                giveBack(instance);
            }
        } finally {
            free.release();
        }
    }

    /** Returns the directory to which the function's package was unpacked. */
    public Path root() {
        return function.root();
    }

    /** Returns the processes that run, idle and busy ones. */
    public List<ProcessHandle> processes() {
        synchronized (this) {
            return Stream.concat(idle.stream(), busy.stream())
                    .map(FunctionInstance::process)
                    .toList();
        }
    }

    /** Returns how many invocations are in progress. */
    public int busyInstances() {
        synchronized (this) {
            return busy.size();
        }
    }

    /** Kills every busy process, as if its machine had failed. */
    public void killBusyInstances() {
        synchronized (this) {
            busy.forEach(FunctionInstance::kill);
        }
    }

    /**
     * Kills one busy process.
     *
     * @param dice chooses the process
     * @return false when no process is busy
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
            closed = true;
            all = Stream.of(idle, busy, aside).flatMap(Collection::stream).toList();
            idle.clear();
            notifyAll();
        }
        all.parallelStream().forEach(FunctionInstance::close);
    }

    private synchronized FunctionInstance take() {
        FunctionInstance instance = pollIdle();
        while (instance == null && starting == STARTING_AT_ONCE && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the host is stopping", e);
            }
            instance = pollIdle();
        }
        if (instance == null) {
            instance = startInstance(environment);
            starting++;
            instance.whenStartIsOver(this::startIsOver);
        }
        busy.add(instance);
        return instance;
    }

    /** Returns an idle process that is alive, or null when there is none. */
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
            if (instance.isAlive() && instance.generation() == generation && !closed) {
                idle.push(instance);
                return;
            }
            aside.add(instance);
        }
        if (instance.isAlive()) {
            retire(instance);
        } else {
            end(instance);
        }
    }

    /** Ends a process that is aside without having anybody wait for its end, which may take seconds. */
    private void retire(FunctionInstance instance) {
        Thread thread = new Thread(() -> end(instance), "retire-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void end(FunctionInstance instance) {
        instance.close();
        synchronized (this) {
            aside.remove(instance);
        }
    }

    /** Starts a process; the caller holds the lock, and knows the process when it lets go, so that {@link #close} ends it. */
    private FunctionInstance startInstance(Map<String, String> environment) {
        if (closed) {
            throw new IllegalStateException("the host is stopping");
        }
        try {
            FunctionInstance instance = FunctionInstance.start(name, function, launcher, environment, timeout, log);
            instance.setGeneration(generation);
            return instance;
        } catch (IOException e) {
            throw new UncheckedIOException("starting a process of " + name, e);
        }
    }
}
