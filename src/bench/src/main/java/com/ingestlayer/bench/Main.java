package com.ingestlayer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.bench.core.CoreBenchmark;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.RunnerException;

/**
 * {@code ./mvnw -Pbench}: checks that the peers do the same as our functions, measures all, and writes the results.
 */
public final class Main {
    private Main() {}

    /** @param arguments the project's directory, followed by {@code name=value} for each of {@link Options} */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, FunctionErrorException, RunnerException {
        Options options = Options.of(
                Path.of(arguments[0]).toAbsolutePath().normalize(),
                Arrays.stream(arguments)
                        .skip(1)
                        .map(each -> each.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
        PrintStream console = System.out;
        Path target = Files.createDirectories(options.root().resolve("src/bench/target/results"));
        Path config = SeedConfig.copyInto(options.root(), Files.createTempDirectory("ingestlayer-bench-config-"));
        Results results;
        try (StubEngines engines = StubEngines.start()) {
            results = measure(options, engines, config, console);
        }
        Report report = new Report(results);
        Files.writeString(target.resolve("bench.md"), report.markdown());
        Files.writeString(target.resolve("bench.json"), report.json());
        String packaging = options.natives().isPresent() ? Lineup.NATIVE : Lineup.SNAP_START;
        Files.writeString(target.resolve("cost.md"), new CostModel(results, packaging).markdown());
        console.println("\n" + report.markdown());
        console.println("Written: " + options.root().relativize(target) + "/bench.md, bench.json, cost.md");
        System.exit(0); // threads of clients may still be running
    }

    private static Results measure(Options options, StubEngines engines, Path config, PrintStream console)
            throws IOException, InterruptedException, FunctionErrorException, RunnerException {
        Lineup lineup = new Lineup(options, Files.createTempDirectory("ingestlayer-bench-"));
        Map<Job, Map<String, PackageSize>> sizes = new EnumMap<>(Job.class);
        Map<Job, Map<String, ColdStarts.Cost>> cold = new EnumMap<>(Job.class);
        Map<Job, Map<String, List<WarmCalls.Cost>>> warm = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            List<Candidate> all = lineup.all(job);
            // Functions of an earlier build may behave differently; only their costs are compared.
            List<Candidate> ofToday =
                    all.stream().filter(each -> !each.isOfAnotherDay()).toList();
            List<String> differences = new Sameness(engines, config, Clock.systemUTC())
                    .differences(ofToday.get(0), ofToday.subList(1, ofToday.size()));
            if (!differences.isEmpty()) {
                throw new IllegalStateException("not all of them do the same:\n" + String.join("\n", differences));
            }
            console.println(job.word() + ": all of them do the same; measuring");
            Map<String, PackageSize> sizesOfJob = new LinkedHashMap<>();
            all.forEach(each -> sizesOfJob.put(each.name(), each.size()));
            sizes.put(job, sizesOfJob);
            cold.put(job, Results.byName(new ColdStarts(engines, config, options.runs()).measure(all)));
            WarmCalls calls = new WarmCalls(engines, config, options.warmUpEvents(), options.measuredEvents());
            int[] batches = job == Job.INGRESS ? new int[] {1, 10, 100, 500} : new int[] {1, 10};
            warm.put(job, Results.byName(calls.measure(all, batches)));
        }
        console.println("core: JMH");
        return new Results(
                machine(), sizes, cold, warm, CoreBenchmark.run(options.root().resolve("infra/config")));
    }

    private static String machine() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "--version").start();
        String version = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
        node.waitFor();
        return Runtime.getRuntime().availableProcessors() + " cores of " + System.getProperty("os.arch") + ", "
                + System.getProperty("os.name") + "; Java " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + "), Node.js " + version;
    }
}
