package com.ingestlayer.bench;

import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a JVM write down what it has learnt at its end: an AppCDS archive or an AOT cache. */
final class Training {
    private static final int LONGEST_SECONDS = 60;

    private Training() {}

    /**
     * Calls the function as the benchmark will, and ends it.
     *
     * @param candidate whose JVM is told to write the file
     */
    static void run(Candidate candidate, Path file, StubEngines engines, Path config)
            throws IOException, InterruptedException, FunctionErrorException {
        try (LambdaFunction function = candidate.start(engines, config, (name, line) -> {})) {
            for (int size : new int[] {1, 10, 1}) {
                Answers.check(
                        candidate,
                        function.invoke(candidate.call(size, size, engines)).orElseThrow());
            }
            ProcessHandle process = function.processes().get(0);
            process.destroy();
            process.onExit().get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(candidate.name() + " did not end", e);
        }
        if (!Files.exists(file)) {
            throw new IOException(candidate.name() + " wrote no " + file);
        }
    }
}
