package com.ingestlayer.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.local.logs.FunctionLog;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One process of a function, with a Runtime API of its own. It runs one invocation at a time. When the process dies or exceeds
 * the timeout, the invocation fails and the process is not used again.
 */
final class FunctionInstance implements AutoCloseable {
    private static final String API = "/2018-06-01/runtime";
    private static final int SECONDS_TO_END = 2;
    private static final int SECONDS_TO_ARCHIVE = 30;

    private final String name;
    private final Duration timeout;
    private final FunctionLog log;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Process process;
    private final Optional<StartArchive> writesAtItsEnd;
    private final BlockingQueue<Invocation> next = new LinkedBlockingQueue<>();

    /** Completes with true when the process asks for its first invocation, and with false when it ends before. */
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

    private final AtomicReference<Invocation> current = new AtomicReference<>();

    /** The error that the process reported when it failed to start. */
    private final AtomicReference<String> failedStart = new AtomicReference<>();

    private volatile boolean hasAnswered;
    private volatile boolean killed;
    private volatile int generation;

    /** An event that waits for its response. */
    private static final class Invocation {
        final String id = UUID.randomUUID().toString();
        final byte[] event;
        final String trace;
        final long deadlineMillis;
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();

        Invocation(byte[] event, String trace, Duration timeout) {
            this.event = event;
            this.trace = trace;
            this.deadlineMillis = System.currentTimeMillis() + timeout.toMillis();
        }
    }

    private FunctionInstance(
            String name,
            FunctionPackage function,
            Launcher launcher,
            Map<String, String> environment,
            Duration timeout,
            FunctionLog log)
            throws IOException {
        this.name = name;
        this.timeout = timeout;
        this.log = log;
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "runtime-api-" + name);
            thread.setDaemon(true);
            return thread;
        });
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(API, this::handle);
        server.start();
        List<String> command = launcher.command(function);
        writesAtItsEnd = function.archive().filter(archive -> archive.isWrittenBy(command));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(function.root().toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "AWS_LAMBDA_RUNTIME_API",
                        server.getAddress().getHostString() + ":"
                                + server.getAddress().getPort());
        process = builder.start();
        threads.execute(this::watch);
    }

    static FunctionInstance start(
            String name,
            FunctionPackage function,
            Launcher launcher,
            Map<String, String> environment,
            Duration timeout,
            FunctionLog log)
            throws IOException {
        return new FunctionInstance(name, function, launcher, environment, timeout, log);
    }

    /** Returns false once the process has ended or has been killed, even if it takes a moment to end. */
    boolean isAlive() {
        return !killed && process.isAlive();
    }

    /** The number of the environment that the process belongs to. */
    int generation() {
        return generation;
    }

    void setGeneration(int generation) {
        this.generation = generation;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /**
     * Waits until the process asks for its first invocation.
     *
     * @return false when the process ended, or did not ask in time
     */
    boolean awaitReady(Duration atMost) throws InterruptedException {
        try {
            return ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process that ends is not an error", e);
        }
    }

    /** Runs the action when the process has started or has ended; at once if that has happened already. */
    void whenStartIsOver(Runnable action) {
        CompletableFuture<Void> unused = ready.thenRun(action); // the result is not needed
    }

    byte[] invoke(byte[] event, String trace) throws FunctionErrorException {
        Invocation invocation = new Invocation(event, trace, timeout);
        current.set(invocation);
        if (!process.isAlive()) {
            fail("the process ended before the invocation");
        }
        next.add(invocation);
        try {
            return invocation.answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
            throw new FunctionErrorException(name + ": timed out after " + timeout.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new FunctionErrorException(name + ": the host is stopping");
        } catch (ExecutionException e) {
            throw new FunctionErrorException(name + ": " + e.getCause().getMessage());
        }
    }

    /** Kills the process, as a crash would. */
    void kill() {
        killed = true;
        process.destroyForcibly();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            int seconds = writesAtItsEnd.isPresent() ? SECONDS_TO_ARCHIVE : SECONDS_TO_END;
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            if (ended && hasAnswered) { // otherwise the archive would hold few classes and still be kept
                writesAtItsEnd.ifPresent(StartArchive::keep);
            } else {
                writesAtItsEnd.ifPresent(StartArchive::discard);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        server.stop(0);
        threads.shutdownNow();
    }

    private void fail(String reason) {
        Invocation invocation = current.get();
        if (invocation != null) {
            String told = failedStart.get();
            invocation.answer.completeExceptionally(new IOException(told == null ? reason : told));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(API.length());
        if (path.equals("/invocation/next")) {
            giveNext(exchange);
            return;
        }
        byte[] body = exchange.getRequestBody().readAllBytes();
        Invocation invocation = current.get();
        if (path.endsWith("/response") && invocation != null && path.contains(invocation.id)) {
            accept(exchange);
            hasAnswered = true;
            invocation.answer.complete(body);
        } else {
            if (path.equals("/init/error")) {
                failedStart.set(new String(body, UTF_8));
            }
            accept(exchange);
            fail(new String(body, UTF_8));
        }
    }

    private void giveNext(HttpExchange exchange) throws IOException {
        ready.complete(true);
        Invocation invocation;
        try {
            invocation = next.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        }
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id);
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis));
        headers.set(
                "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:eu-central-1:000000000000:function:" + name + ":live");
        headers.set("Lambda-Runtime-Trace-Id", invocation.trace);
        exchange.sendResponseHeaders(200, invocation.event.length);
        exchange.getResponseBody().write(invocation.event);
        exchange.close();
    }

    private static void accept(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(202, -1);
        exchange.close();
    }

    /** Passes the lines that the process prints to the log until the process ends. */
    private void watch() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            lines.lines().forEach(line -> log.line(name, line));
            fail("the process ended with status " + process.waitFor());
        } catch (IOException | UncheckedIOException e) {
            fail("the process ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ready.complete(false);
        }
    }
}
