package com.ingestlayer.bench.core;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link CorePath} in a separate JVM. */
public final class CoreBenchmark {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private CoreBenchmark() {}

    /** The cost of one event in one part of the path. */
    public record Cost(double micros, double error, double bytes) {}

    /** @param config the directory with the pipelines and declarations */
    public static Map<String, Cost> run(Path config) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(CorePath.class.getName())
                        .param("config", config.toString())
                        .forks(1)
                        .jvmArgsAppend(unsafeAllowed())
                        .threads(1)
                        .warmupIterations(5)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        return costs(results);
    }

    /** Allows what JMH uses and Java 24 and later warn about. */
    private static String[] unsafeAllowed() {
        return Runtime.version().feature() < 24
                ? new String[0]
                : new String[] {"--sun-misc-unsafe-memory-access=allow"};
    }

    private static Map<String, Cost> costs(Collection<RunResult> results) {
        Map<String, Cost> costs = new LinkedHashMap<>();
        for (RunResult result : results) {
            String part = result.getParams().getBenchmark();
            costs.put(
                    part.substring(part.lastIndexOf('.') + 1),
                    new Cost(
                            result.getPrimaryResult().getScore(),
                            result.getPrimaryResult().getScoreError(),
                            result.getSecondaryResults().get(ALLOCATED).getScore()));
        }
        return costs;
    }
}
