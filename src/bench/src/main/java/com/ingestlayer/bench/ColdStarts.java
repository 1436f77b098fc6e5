package com.ingestlayer.bench;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes and waits for their first answers, which include the first calls to DynamoDB, SQS and the
 * parameter store. The candidates alternate, so that other load on the machine affects all of them equally.
 */
final class ColdStarts {
    private final StubEngines engines;
    private final Path config;
    private final int runs;

    /**
     * The costs of one candidate's starts.
     *
     * @param millis the time from the start of the process to its first answer
     * @param cpuMillis the CPU time that the threads of the process used until then
     * @param residentMegabytes the resident memory of the process at that time
     */
    record Cost(Spread millis, Spread cpuMillis, Spread residentMegabytes) {}

    ColdStarts(StubEngines engines, Path config, int runs) {
        this.engines = requireNonNull(engines, "engines is null");
        this.config = requireNonNull(config, "config is null");
        this.runs = runs;
    }

    Map<Candidate, Cost> measure(List<Candidate> candidates)
            throws IOException, InterruptedException, FunctionErrorException {
        Map<Candidate, List<double[]>> taken = new LinkedHashMap<>();
        for (int run = 0; run <= runs; run++) {
            for (Candidate candidate : candidates) {
                double[] start = startOnce(candidate, run);
                if (run > 0) { // the first run fills the machine's file cache
                    taken.computeIfAbsent(candidate, first -> new ArrayList<>()).add(start);
                }
            }
        }
        Map<Candidate, Cost> costs = new LinkedHashMap<>();
        taken.forEach(
                (candidate, starts) -> costs.put(candidate, new Cost(of(starts, 0), of(starts, 1), of(starts, 2))));
        return costs;
    }

    private double[] startOnce(Candidate candidate, int number)
            throws IOException, InterruptedException, FunctionErrorException {
        byte[] call = candidate.call(number, 1, engines);
        long begun = System.nanoTime();
        try (LambdaFunction function = candidate.start(engines, config, (name, line) -> {})) {
            byte[] answer = function.invoke(call).orElseThrow();
            long nanos = System.nanoTime() - begun;
            Answers.check(candidate, answer);
            FunctionProcess process = new FunctionProcess(function.processes().get(0));
            double cpu = process.cpuOfThreads().toNanos() / 1e6;
            return new double[] {nanos / (double) TimeUnit.MILLISECONDS.toNanos(1), cpu, process.residentMegabytes()};
        } finally {
            engines.takeCalls();
        }
    }

    private static Spread of(List<double[]> starts, int figure) {
        return new Spread(starts.stream().map(start -> start[figure]).toList());
    }
}
