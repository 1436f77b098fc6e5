package com.ingestlayer.local;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.lambda.FunctionErrorException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts a configuration to use as soon as its files are saved. It compares the files' times and sizes five times a second,
 * because the file system's own notifications take up to ten seconds on macOS. It waits until two looks in a row see the same,
 * so that every file is complete. A configuration with mistakes is reported, and the previous one stays in use.
 */
final class ConfigWatch implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_RELOAD = Duration.ofSeconds(5);

    /** Puts a checked configuration to use. */
    interface Use {
        /**
         * Returns when new events see the configuration.
         *
         * @throws FunctionErrorException when a function does not start with it; the one before it is still in use
         */
        void use(Path config) throws FunctionErrorException, InterruptedException, IOException;
    }

    private final ConfigCopies copies;
    private final Use use;
    private final Consumer<String> output;
    private final Thread thread;
    private Map<String, String> seen;

    private ConfigWatch(ConfigCopies copies, Map<String, String> seen, Use use, Consumer<String> output) {
        this.copies = requireNonNull(copies, "copies is null");
        this.seen = requireNonNull(seen, "seen is null");
        this.use = requireNonNull(use, "use is null");
        this.output = requireNonNull(output, "output is null");
        thread = new Thread(this::watch, "config-watch");
        thread.setDaemon(true);
    }

    /**
     * Starts to watch.
     *
     * @param copies of the directory; nobody else uses them from now on
     * @param seen the {@linkplain ConfigCopies#state() state} before the configuration in use was checked
     * @param output takes lines for whoever edits the files
     */
    static ConfigWatch start(ConfigCopies copies, Map<String, String> seen, Use use, Consumer<String> output) {
        ConfigWatch watch = new ConfigWatch(copies, seen, use, output);
        watch.thread.start();
        return watch;
    }

    /** Stops watching, and waits for a reload in progress, because the copies that it writes are deleted next. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(LONGEST_RELOAD.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            Map<String, String> before = seen;
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                Map<String, String> now = copies.state();
                if (now.equals(before) && !now.equals(seen)) {
                    seen = now;
                    reload();
                }
                before = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reload() throws InterruptedException {
        long start = System.nanoTime();
        try {
            use.use(copies.checked());
            output.accept("config | the changed configuration is in use (after "
                    + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms)");
        } catch (InvalidConfigurationException e) {
            output.accept("config | the changed configuration has mistakes, so the one before stays in use:");
            e.getMessage().lines().forEach(line -> output.accept("config | " + line));
        } catch (FunctionErrorException | IOException | RuntimeException e) {
            output.accept("config | the configuration before stays in use: " + e.getMessage());
        }
    }
}
