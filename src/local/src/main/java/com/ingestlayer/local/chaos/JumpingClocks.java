package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Clocks that differ from each other and jump, forward and back, while processes run by them. libfaketime stands between a
 * process and the machine's clock, so that nothing of it is in the functions; where it is not installed, every process has the
 * machine's own clock. Thread-safe.
 */
final class JumpingClocks implements Launcher, AutoCloseable {
    /** Receivers take signatures that are up to 5 minutes old; two of our clocks differ by no more than 4. */
    private static final int MOST_SECONDS = 120;

    private static final int CLOCKS = 6;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int MORE_MILLIS = 4_000;
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Launcher launcher;
    private final Path directory = Files.createTempDirectory("ingestlayer-clocks-");
    private final Optional<Path> library;
    private final FaultCounter tally;
    private final Random dice;
    private final Thread jumping = new Thread(this::jump, "clocks");

    /**
     * Clocks that stand still relative to the machine's until {@link #start}.
     *
     * @param launcher starts the processes
     */
    JumpingClocks(Launcher launcher, FaultCounter tally, long seed) throws IOException {
        this.launcher = requireNonNull(launcher, "launcher is null");
        this.tally = requireNonNull(tally, "tally is null");
        this.dice = new Random(seed);
        this.library = find();
        for (int clock = 0; clock < CLOCKS; clock++) {
            set(clock);
        }
        jumping.setDaemon(true);
    }

    boolean areAvailable() {
        return library.isPresent();
    }

    void start() {
        if (areAvailable()) {
            jumping.start();
        }
    }

    /** The process goes by one of the clocks, whichever the dice say. */
    @Override
    public List<String> command(FunctionPackage function) {
        List<String> command = launcher.command(function);
        if (library.isEmpty()) {
            return command;
        }
        List<String> byItsClock = new ArrayList<>(List.of(
                "/usr/bin/env",
                "LD_PRELOAD=" + library.get(),
                "FAKETIME_TIMESTAMP_FILE=" + file(dice.nextInt(CLOCKS)),
                "FAKETIME_CACHE_DURATION=1", // seconds
                "FAKETIME_DONT_FAKE_MONOTONIC=1", // else a JVM hangs
                "NO_FAKE_STAT=1", // else, with an older C library, a JVM finds its jars changed since they were
                // archived
                "FAKETIME_FORCE_MONOTONIC_FIX=0")); // else its waits end at once, and it keeps both cores busy
        byItsClock.addAll(command);
        return byItsClock;
    }

    /** From now on no clock jumps. */
    void stop() {
        jumping.interrupt();
    }

    @Override
    public void close() throws IOException {
        stop();
        for (int clock = 0; clock < CLOCKS; clock++) {
            Files.deleteIfExists(file(clock));
        }
        Files.deleteIfExists(next());
        Files.deleteIfExists(directory);
    }

    /** Debian has it in {@code /usr/lib/<architecture>}, others in {@code /usr/lib64} or {@code /usr/lib}. */
    private static Optional<Path> find() {
        List<Path> places =
                new ArrayList<>(List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib")));
        try (Stream<Path> below = Files.list(Path.of("/usr/lib"))) {
            below.forEach(places::add);
        } catch (IOException e) {
            return Optional.empty();
        }
        return places.stream()
                .map(place -> place.resolve(LIBRARY))
                .filter(Files::isReadable)
                .findFirst();
    }

    private void jump() {
        try {
            while (true) {
                Thread.sleep(SHORTEST_PAUSE.toMillis() + dice.nextInt(MORE_MILLIS));
                set(dice.nextInt(CLOCKS));
                tally.count(Fault.CLOCK_JUMPED);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one step, so that no process reads half a time. */
    private void set(int clock) throws IOException {
        Files.move(Files.writeString(next(), offset()), file(clock), StandardCopyOption.ATOMIC_MOVE);
    }

    private String offset() {
        int seconds = dice.nextInt(2 * MOST_SECONDS + 1) - MOST_SECONDS;
        return (seconds < 0 ? "" : "+") + seconds + "\n";
    }

    private Path next() {
        return directory.resolve("next");
    }

    private Path file(int clock) {
        return directory.resolve("clock-" + clock);
    }
}
