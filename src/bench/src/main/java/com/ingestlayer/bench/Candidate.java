package com.ingestlayer.bench;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.logs.FunctionLog;
import com.ingestlayer.local.stub.StubEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One of the two functions in one of its packagings, or a peer that does the same.
 *
 * @param name the name in tables
 * @param job which of the two functions it is
 * @param function the unpacked function
 * @param launcher starts the process
 * @param jvm whether the process is a JVM, which reports its allocations
 * @param size the size of the package
 */
record Candidate(String name, Job job, FunctionPackage function, Launcher launcher, boolean jvm, PackageSize size) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    Candidate {
        requireNonNull(name, "name is null");
        requireNonNull(job, "job is null");
        requireNonNull(function, "function is null");
        requireNonNull(launcher, "launcher is null");
        requireNonNull(size, "size is null");
    }

    boolean isOfAnotherDay() {
        return name.endsWith(Lineup.BEFORE);
    }

    /**
     * Starts a process that can reach only the stub engines.
     *
     * @param config the directory with the pipelines
     */
    LambdaFunction start(StubEngines engines, Path config, FunctionLog log) {
        Map<String, String> environment = engines.environmentOf(job.word(), config);
        environment.put("INGESTLAYER_UNDECLARED", "reject"); // like the peers, which know only one type
        environment.put("LAMBDA_TASK_ROOT", function.root().toString());
        environment.put("_HANDLER", function.handler());
        return new LambdaFunction(name, function, launcher, environment, TIMEOUT, log, 1);
    }

    /**
     * Returns the event of a call.
     *
     * @param number distinguishes the events from those of other calls
     * @param size the number of events or messages
     */
    byte[] call(int number, int size, StubEngines engines) {
        return switch (job) {
            case INGRESS -> Events.request(number, size);
            case DELIVERY -> Events.batch(number, size, engines.hooks().toString());
        };
    }
}
