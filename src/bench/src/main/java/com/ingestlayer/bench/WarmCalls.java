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
import java.util.OptionalDouble;

/** Calls a process repeatedly until it is warm, and then measures further calls. */
final class WarmCalls {
    private static final int MOST_CALLS = 3000;

    private final StubEngines engines;
    private final Path config;
    private final int warmUpEvents;
    private final int measuredEvents;

    /**
     * The costs of calls of one size.
     *
     * @param size the number of events or messages in a call
     * @param cpuMicros the CPU time of a call, in microseconds
     * @param wallMicros the duration of a call, in microseconds
     * @param engineCalls the calls to DynamoDB, SQS, the parameter store and the receiver, per call
     * @param allocatedBytes the bytes allocated per call, if they are known
     */
    record Cost(int size, double cpuMicros, double wallMicros, double engineCalls, OptionalDouble allocatedBytes) {
        double cpuMicrosPerEvent() {
            return cpuMicros / size;
        }
    }

    /**
     * Creates the measurement.
     *
     * @param warmUpEvents the number of events before each measurement
     * @param measuredEvents the number of events during each measurement; either number is sent in at most {@link
     * #MOST_CALLS} calls
     */
    WarmCalls(StubEngines engines, Path config, int warmUpEvents, int measuredEvents) {
        this.engines = requireNonNull(engines, "engines is null");
        this.config = requireNonNull(config, "config is null");
        this.warmUpEvents = warmUpEvents;
        this.measuredEvents = measuredEvents;
    }

    /** Measures the candidates, alternating at each size. */
    Map<Candidate, List<Cost>> measure(List<Candidate> candidates, int... sizes)
            throws IOException, InterruptedException, FunctionErrorException {
        Map<Candidate, List<Cost>> costs = new LinkedHashMap<>();
        Map<Candidate, LambdaFunction> running = new LinkedHashMap<>();
        try {
            candidates.forEach(each -> running.put(each, each.start(engines, config, (name, line) -> {})));
            for (int size : sizes) {
                for (Candidate candidate : candidates) {
                    costs.computeIfAbsent(candidate, first -> new ArrayList<>())
                            .add(measure(candidate, running.get(candidate), size));
                }
            }
        } finally {
            running.values().forEach(LambdaFunction::close);
        }
        return costs;
    }

    private Cost measure(Candidate candidate, LambdaFunction function, int size)
            throws IOException, InterruptedException, FunctionErrorException {
        send(candidate, function, size, callsFor(warmUpEvents, size));
        engines.takeCalls();
        FunctionProcess process = new FunctionProcess(function.processes().get(0));
        int calls = callsFor(measuredEvents, size);
        long allocated = candidate.jvm() ? process.allocatedBytes() : 0;
        long cpu = process.cpu().toNanos();
        long wall = send(candidate, function, size, calls);
        cpu = process.cpu().toNanos() - cpu;
        OptionalDouble bytes = candidate.jvm()
                ? OptionalDouble.of((process.allocatedBytes() - allocated) / (double) calls)
                : OptionalDouble.empty();
        double engineCalls = engines.takeCalls().size() / (double) calls;
        return new Cost(size, cpu / 1e3 / calls, wall / 1e3 / calls, engineCalls, bytes);
    }

    private static int callsFor(int events, int size) {
        return Math.min(MOST_CALLS, Math.max(20, events / size));
    }

    private long send(Candidate candidate, LambdaFunction function, int size, int calls)
            throws IOException, FunctionErrorException {
        List<byte[]> requests = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            requests.add(candidate.call(i, size, engines));
        }
        byte[] answer = {};
        long begun = System.nanoTime();
        for (byte[] request : requests) {
            answer = function.invoke(request).orElseThrow();
        }
        long nanos = System.nanoTime() - begun;
        Answers.check(candidate, answer);
        return nanos;
    }
}
