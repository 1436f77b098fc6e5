package com.ingestlayer.bench;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.stub.StubEngines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * One of the two functions in one of its packagings, or a peer of it.
 *
 * @param name as the table calls it
 * @param job which of the two functions it is or stands in for
 * @param launcher starts its process
 */
record Candidate(String name, Job job, FunctionPackage function, Launcher launcher) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** What a function is there for. */
    enum Job {
        INGRESS,
        DELIVERY;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    Candidate {
        requireNonNull(name, "name is null");
        requireNonNull(job, "job is null");
        requireNonNull(function, "function is null");
        requireNonNull(launcher, "launcher is null");
    }

    /** Starts a process of it, which tells nothing but to the stub engines. */
    LambdaFunction start(StubEngines engines, Path config) {
        String queue = engines.endpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        Map<String, String> environment = new HashMap<>();
        environment.putAll(
                job == Job.INGRESS
                        ? StackLayout.ingressEnvironment(
                                config.toString(), queue, engines.hooks().toString(), "accept", "")
                        : StackLayout.deliveryEnvironment(
                                config.toString(), queue, engines.hooks().toString(), "30s,2m,10m,1h"));
        environment.putAll(StackLayout.runtimeEnvironment(job.word(), com.ingestlayer.local.LocalStack.HANDLER));
        for (String engine : new String[] {"DYNAMODB", "SQS", "SSM"}) {
            environment.put("AWS_ENDPOINT_URL_" + engine, engines.endpoint().toString());
        }
        environment.put("LAMBDA_TASK_ROOT", function.root().toString());
        return new LambdaFunction(name, function, launcher, environment, TIMEOUT, (function, line) -> {
            if (Boolean.getBoolean("bench.log")) System.err.println(line);
        }, 1);
    }

    byte[] call(int number, int size, StubEngines engines) {
        return job == Job.INGRESS
                ? Events.request(number, size)
                : Events.batch(number, size, engines.hooks().toString());
    }
}
