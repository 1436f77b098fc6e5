package com.ingestlayer.local.noisyneighbor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.InvalidSettingsException;
import com.ingestlayer.local.lambda.FunctionErrorException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** {@code ./mvnw -Pfairness}: both measurements, their table, and exit code 1 when the others suffer from the one that hangs. */
public final class Fairness {
    private static final int DESTINATIONS = 20;

    private Fairness() {}

    /** @param arguments the project's directory, events per second, batches at once, and seconds of each measurement */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, FunctionErrorException, InvalidConfigurationException,
                    InvalidSettingsException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Load load = new Load(
                DESTINATIONS,
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Duration.ofSeconds(Integer.parseInt(arguments[3])));
        Path log = Files.createDirectories(root.resolve("src/local/target")).resolve("fairness.log");
        PrintStream console = System.out;
        console.println("Measuring; the functions' log: " + root.relativize(log));
        Result result;
        try (PrintStream logging = new PrintStream(log.toFile(), UTF_8)) {
            System.setOut(logging);
            try (Benchmark benchmark = new Benchmark(load, root)) {
                result = benchmark.run();
            }
        }
        console.print(result.text());
        console.flush();
        System.exit(result.isFair() ? 0 : 1);
    }
}
