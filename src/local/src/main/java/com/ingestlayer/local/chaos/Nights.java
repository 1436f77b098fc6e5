package com.ingestlayer.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.InvalidSettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** {@code ./mvnw -Pfaults}: one night, its table, and exit code 1 when anything was lost or untrue. */
public final class Nights {
    private Nights() {}

    /**
     * Lets one night pass.
     *
     * @param arguments the project's directory, events, events per second, fewest kills, the seed or {@code any}, the limit of
     *     messages in flight or {@code none}, and whether one destination of twenty is dead
     */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, InvalidConfigurationException, InvalidSettingsException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Plan plan = new Plan(
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                arguments[4].equals("any") ? System.nanoTime() % 1_000_000 : Long.parseLong(arguments[4]),
                Integer.parseInt(arguments[3]),
                arguments[5].equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(arguments[5])),
                Boolean.parseBoolean(arguments[6]));
        Path log = Files.createDirectories(root.resolve("src/local/target")).resolve("faults.log");
        PrintStream console = System.out;
        console.printf(
                "%,d events at %d a second, at least %d kills, seed %d. The functions' log: %s%n",
                plan.events(), plan.perSecond(), plan.minKills(), plan.seed(), root.relativize(log));
        Report report;
        try (PrintStream logging = new PrintStream(log.toFile(), UTF_8)) {
            System.setOut(logging);
            try (SimulatedNight night = new SimulatedNight(plan, root)) {
                report = night.pass();
            }
        }
        console.print(report.text());
        console.flush();
        System.exit(report.isGood() ? 0 : 1);
    }
}
