package com.ingestlayer.aot;

import static com.ingestlayer.aot.AotPackage.CACHE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a function through all that it does for a living, under the Lambda host and against engines that answer at once,
 * ended as Lambda ends a process. What the process had loaded then becomes the cache.
 */
final class Training {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    /** A cache is put together by a second process, after the first has ended its work. */
    private static final Duration TIMEOUT_OF_CACHE = Duration.ofMinutes(5);

    private Training() {}

    /**
     * Leaves the cache in the package.
     *
     * @param work where the run may leave files
     * @throws PackagingException with what the function printed, when it does not do as it should
     */
    static void run(Job job, FunctionPackage function, List<String> jars, Path work)
            throws PackagingException, IOException, InterruptedException {
        ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();
        try (StubEngines engines = StubEngines.start()) {
            Map<String, String> environment = engines.environmentOf(job.word(), TrainingConfig.write(work));
            environment.put("LAMBDA_TASK_ROOT", function.root().toString());
            try (LambdaFunction running = new LambdaFunction(
                    job.word(),
                    function,
                    each -> Bootstrap.training(each, jars),
                    environment,
                    TIMEOUT,
                    (name, line) -> printed.add(line),
                    1)) {
                for (TrainingCall call : TrainingCalls.of(job, engines.hooks())) {
                    byte[] answer = running.invoke(call.event())
                            .orElseThrow(() -> new PackagingException("no process was free"));
                    call.check(new String(answer, UTF_8));
                }
                end(running.processes().get(0));
            }
            if (!Files.exists(function.root().resolve(CACHE))) {
                throw new PackagingException("Java wrote no cache");
            }
        } catch (PackagingException | FunctionErrorException e) {
            throw new PackagingException("training " + job.word() + " failed: " + e.getMessage() + "\nIt printed:\n"
                    + String.join("\n", printed));
        }
    }

    private static void end(ProcessHandle process) throws PackagingException, InterruptedException {
        process.destroy();
        try {
            process.onExit().get(TIMEOUT_OF_CACHE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new PackagingException("no cache within " + TIMEOUT_OF_CACHE.toMinutes() + " minutes");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a process has no failure", e);
        }
    }
}
