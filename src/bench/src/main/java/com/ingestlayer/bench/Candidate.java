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
 * @param name as tables call it
 * @param launcher starts its process
 * @param jvm whether that is a JVM, which tells what it has allocated
 * @param size of its package
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
     * Starts a process of it that reaches nothing but the stub engines.
     *
     * @param config the directory with the pipelines
     */
    LambdaFunction start(StubEngines engines, Path config, FunctionLog log) {
        Map<String, String> environment = engines.environmentOf(job.word(), config);
        environment.put("INGESTLAYER_UNDECLARED", "reject"); // as the peers, who know of one type only
        environment.put("LAMBDA_TASK_ROOT", function.root().toString());
        environment.put("_HANDLER", function.handler());
        return new LambdaFunction(name, function, launcher, environment, TIMEOUT, log, 1);
    }

    /**
     * What it is called with.
     *
     * @param number makes the events different from those of other calls
     * @param size how many events or messages
     */
    byte[] call(int number, int size, StubEngines engines) {
        return switch (job) {
            case INGRESS -> Events.request(number, size);
            case DELIVERY -> Events.batch(number, size, engines.hooks().toString());
        };
    }
}
