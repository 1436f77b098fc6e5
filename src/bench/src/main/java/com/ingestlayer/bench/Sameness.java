package com.ingestlayer.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.bench.peers.Comparison;
import com.ingestlayer.bench.peers.Exchange;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that functions behave the same: for the same events, they must make the same calls and give the same
 * answers.
 */
final class Sameness {
    /** A trace header, which is passed on with the messages, so all functions get the same one. */
    private static final Optional<String> TRACE =
            Optional.of("Root=1-6744a1b2-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1");

    private static final int MOST_TOLD = 10;

    private final StubEngines engines;
    private final Path config;
    private final Instant since;

    Sameness(StubEngines engines, Path config, Clock clock) {
        this.engines = requireNonNull(engines, "engines is null");
        this.config = requireNonNull(config, "config is null");
        this.since = clock.instant();
    }

    /** Returns the differences, one sentence each, up to a limit; an empty list if there are none. */
    List<String> differences(Candidate ours, List<Candidate> peers) throws IOException, FunctionErrorException {
        List<Exchange> expected = exchanges(ours);
        List<String> differences = new ArrayList<>();
        for (Candidate peer : peers) {
            List<Exchange> found = exchanges(peer);
            Comparison comparison = new Comparison(ours.name(), peer.name(), since);
            for (int i = 0; i < expected.size(); i++) {
                String call = "call " + (i + 1) + " of " + ours.job().word() + ": ";
                comparison.differences(expected.get(i), found.get(i)).forEach(each -> differences.add(call + each));
            }
        }
        return differences.stream().limit(MOST_TOLD).toList();
    }

    private List<Exchange> exchanges(Candidate candidate) throws IOException, FunctionErrorException {
        engines.takeCalls();
        List<Exchange> exchanges = new ArrayList<>();
        try (LambdaFunction function = candidate.start(engines, config, (name, line) -> {})) {
            for (byte[] event : events(candidate.job())) {
                byte[] answer = function.invoke(event, TRACE).orElseThrow();
                List<Exchange.Call> calls =
                        engines.takeCalls().stream().map(Sameness::call).toList();
                exchanges.add(new Exchange(calls, Json.read(answer)));
            }
        }
        return exchanges;
    }

    /** The first event of a process causes calls whose results are cached for later ones. */
    private List<byte[]> events(Job job) {
        return switch (job) {
            case INGRESS ->
                List.of(
                        Events.request(1, 1),
                        Events.request(2, 1),
                        Events.request(3, 100),
                        Events.filtered(4),
                        Events.invalid(5),
                        Events.request(6, 500));
            case DELIVERY -> List.of(batch(1, 1), batch(2, 1), batch(3, 10));
        };
    }

    private byte[] batch(int number, int messages) {
        return Events.batch(number, messages, engines.hooks().toString());
    }

    private static Exchange.Call call(StubEngines.Call call) {
        boolean webhook = call.operation().startsWith("POST ");
        return new Exchange.Call(
                call.operation(),
                webhook ? call.headers() : Map.of(),
                webhook ? TextNode.valueOf(call.body()) : Json.read(call.body()));
    }
}
