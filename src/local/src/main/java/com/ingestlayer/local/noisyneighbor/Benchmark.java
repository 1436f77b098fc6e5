package com.ingestlayer.local.noisyneighbor;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.InvalidSettingsException;
import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.Settings;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.noisyneighbor.Receivers.Arrival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the same load twice, while no destination hangs and while the first one does. Before that, every process has been
 * started and has worked: a function that starts is slow whoever hangs.
 */
final class Benchmark implements AutoCloseable {
    /** Longer than an attempt may take. */
    private static final Duration HANGS = Duration.ofSeconds(11);

    /** So short that soon all five attempts of its deliveries hang side by side, as they do after an hour in earnest. */
    private static final String RETRY_SCHEDULE = "1s,1s,1s,1s";

    /** Until five attempts of 10 s and the waits between them have passed. */
    private static final Duration UNTIL_STEADY = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration SLOW_ENOUGH_TO_KEEP_ALL_BUSY = Duration.ofSeconds(4);

    private final Load load;
    private final Clock clock = Clock.systemUTC();
    private final Path config = Files.createTempDirectory("ingestlayer-fairness-");
    private final Receivers receivers = new Receivers(clock);
    private final LocalStack stack;
    private final Sender sender;

    /** @param root the project's directory, with the zips below it */
    Benchmark(Load load, Path root) throws IOException, InvalidConfigurationException, InvalidSettingsException {
        this.load = requireNonNull(load, "load is null");
        Settings settings = settings(root);
        stack = LocalStack.start(settings);
        sender = new Sender(stack.httpPort(), settings.apiKey(), load);
    }

    Result run() throws FunctionErrorException, InterruptedException {
        stack.delivery().provision(load.concurrency() - 1); // one is there already
        receivers.answerAfter(destination -> SLOW_ENOUGH_TO_KEEP_ALL_BUSY);
        sender.send(WARM_UP);
        receivers.answerAfter(destination -> Duration.ZERO);
        sender.send(SLOW_ENOUGH_TO_KEEP_ALL_BUSY.multipliedBy(2));
        AtomicInteger quietBatches = new AtomicInteger();
        Latencies quiet = measure(quietBatches);
        receivers.answerAfter(destination -> destination.equals(Destinations.name(0)) ? HANGS : Duration.ZERO);
        sender.send(UNTIL_STEADY);
        AtomicInteger hangingBatches = new AtomicInteger();
        Latencies hanging = measure(hangingBatches);
        return new Result(load, quiet, hanging, quietBatches.get(), hangingBatches.get());
    }

    @Override
    public void close() throws IOException {
        stack.close();
        receivers.close();
        Destinations.delete(config, load.destinations());
    }

    /** Of what is sent from now on to all destinations but the first one. */
    private Latencies measure(AtomicInteger mostBatches) throws InterruptedException {
        Instant from = clock.instant();
        Thread watch = new Thread(() -> watch(mostBatches), "watch");
        watch.setDaemon(true);
        watch.start();
        int sent = sender.send(load.measured());
        Instant until = clock.instant();
        int due = sent - (sent + load.destinations() - 1) / load.destinations();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Duration> found = latencies(from, until);
        while (found.size() < due) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException((due - found.size()) + " of " + due + " deliveries did not come");
            }
            TimeUnit.MILLISECONDS.sleep(100);
            found = latencies(from, until);
        }
        watch.interrupt();
        return new Latencies(found);
    }

    private List<Duration> latencies(Instant from, Instant until) {
        List<Duration> found = new ArrayList<>();
        for (Arrival arrival : receivers.arrivals()) {
            if (!arrival.destination().equals(Destinations.name(0))
                    && !arrival.receivedAt().isBefore(from)
                    && arrival.receivedAt().isBefore(until)) {
                found.add(Duration.between(arrival.receivedAt(), arrival.at()));
            }
        }
        return found;
    }

    private void watch(AtomicInteger most) {
        try {
            while (true) {
                most.accumulateAndGet(stack.delivery().busyInstances(), Math::max);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Settings settings(Path root) throws IOException, InvalidSettingsException {
        Settings defaults = Settings.from(Map.of(), Map.of(), root);
        return new Settings(
                Settings.Ports.ANY,
                root,
                Destinations.writeInto(config, load.destinations()),
                defaults.apiKey(),
                Optional.of(receivers.url()),
                RETRY_SCHEDULE,
                load.concurrency(),
                defaults.undeclared(),
                defaults.cors(),
                defaults.variables(),
                defaults.log(),
                defaults.between());
    }
}
