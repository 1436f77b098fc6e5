package com.ingestlayer.local.chaos;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.InvalidSettingsException;
import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.Settings;
import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.engines.EngineProxy;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.iam.Guard;
import com.ingestlayer.local.iam.Template;
import com.ingestlayer.local.lambda.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** One night: the stack with everything that goes wrong around it, until the queue is empty and all is counted. */
public final class SimulatedNight implements AutoCloseable {
    /** Of one call of the SDK, and of one attempt to deliver: short, so that more goes wrong in a night. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final Duration LONGER_THAN_TIMEOUT = Duration.ofMillis(2600);

    /** So short that what a dead process had in its hands comes back the same night. */
    private static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(10);

    /** So short that the longer waits of a night's schedule are spent outside of flight. */
    private static final Duration LONGEST_HIDDEN_WAIT = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SECRET = "whsec_simulated_nights";
    private static final String THROTTLED_TABLE =
            "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
    private static final String THROTTLED_QUEUE = "com.amazonaws.sqs#RequestThrottled";

    private final Plan plan;
    private final FaultCounter tally = new FaultCounter();
    private final EngineProxy dynamoDb;
    private final EngineProxy sqs;
    private final Path config = Files.createTempDirectory("ingestlayer-night-");
    private final FaultyReceiver receiver;
    private final JumpingClocks clocks;
    private final LocalStack stack;
    private final Killer killer;
    private final Senders senders;

    /** @param root the project's directory, with the zips below it */
    public SimulatedNight(Plan plan, Path root)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        this.plan = plan;
        Guard guard = Guard.of(Template.read(root.resolve("template.yaml"), Map.of()));
        dynamoDb = new EngineProxy(guard);
        sqs = new EngineProxy(guard);
        receiver = new FaultyReceiver(SECRET, tally, plan.seed(), LONGER_THAN_TIMEOUT);
        Settings settings = settings(root);
        clocks = new JumpingClocks(Launcher.asPackaged(), tally, plan.seed() + 5);
        stack = LocalStack.start(settings, clocks);
        killer = new Killer(stack, plan.seed() + 1);
        senders = new Senders(stack.httpPort(), settings.apiKey(), tally, plan.seed() + 2);
        stack.engines().sqs().setQueueAttributes(set -> set.queueUrl(queueUrl())
                .attributes(
                        Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(VISIBILITY_TIMEOUT.toSeconds()))));
    }

    /** Lets the night pass. */
    public Report pass() throws InterruptedException {
        long start = System.nanoTime();
        dynamoDb.behave(faults(3, Answer.error(400, THROTTLED_TABLE)));
        sqs.behave(faults(4, Answer.error(400, THROTTLED_QUEUE)));
        killer.start(
                plan.minKills(),
                Map.of(
                        Target.INGRESS, () -> (double) senders.acceptedSoFar() / plan.events(),
                        Target.DELIVERY, () -> (double) receiver.deliveriesSoFar() / plan.events()));
        clocks.start();
        senders.send(plan);
        awaitEmptyQueue();
        killer.close();
        clocks.stop();
        List<Accepted> accepted = senders.accepted();
        Verdict verdict = new Reconciliation(receiver.seen(), Traces.in(stack.engines())).over(accepted);
        return new Report(
                plan,
                Duration.ofNanos(System.nanoTime() - start),
                accepted.size(),
                senders.triedAgain(),
                killer.killed(Target.INGRESS),
                killer.killed(Target.DELIVERY),
                tally,
                clocks.areAvailable(),
                stack.mapping().mostInFlight(),
                stack.mapping().fullPolls(),
                verdict,
                senders.broken());
    }

    @Override
    public void close() throws IOException {
        killer.close();
        stack.close();
        clocks.close();
        receiver.close();
        dynamoDb.close();
        sqs.close();
        NightConfig.delete(config, plan);
    }

    private Settings settings(Path root) throws IOException, InvalidSettingsException {
        Settings defaults = Settings.from(Map.of(), Map.of("ACME_WEBHOOK", SECRET), root);
        Map<String, String> variables = new HashMap<>(defaults.variables());
        variables.put("INGESTLAYER_AWS_TIMEOUT", TIMEOUT.toSeconds() + "s");
        variables.put("INGESTLAYER_ATTEMPT_TIMEOUT", TIMEOUT.toSeconds() + "s");
        variables.put("INGESTLAYER_LONGEST_HIDDEN_WAIT", LONGEST_HIDDEN_WAIT.toSeconds() + "s");
        Optional.ofNullable(System.getenv(Settings.FUNCTIONS_VARIABLE))
                .ifPresent(directory -> variables.put(Settings.FUNCTIONS_VARIABLE, directory));
        plan.inFlightLimit()
                .ifPresent(limit -> variables.put("INGESTLAYER_LOCAL_IN_FLIGHT_LIMIT", Integer.toString(limit)));
        return new Settings(
                Settings.Ports.ANY,
                root,
                NightConfig.writeInto(config, Instant.now(), plan),
                defaults.apiKey(),
                Optional.of(receiver.url()),
                plan.retrySchedule(),
                defaults.deliveryConcurrency(),
                defaults.undeclared(),
                defaults.cors(),
                variables,
                defaults.log(),
                (dynamoDbEngine, sqsEngine, ssm) ->
                        new Settings.Endpoints.Told(dynamoDb.inFrontOf(dynamoDbEngine), sqs.inFrontOf(sqsEngine), ssm));
    }

    private EngineFaults faults(int salt, Answer throttled) {
        return new EngineFaults(tally, killer, plan.seed() + salt, throttled, LONGER_THAN_TIMEOUT);
    }

    private String queueUrl() {
        return stack.engines().sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
    }

    /** Empty three times in a row, so that nobody is between two states. */
    private void awaitEmptyQueue() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int empty = 0; empty < 3 && System.nanoTime() < deadline; ) {
            Thread.sleep(500);
            empty = messagesInQueue() == 0 ? empty + 1 : 0;
        }
    }

    private int messagesInQueue() {
        return stack
                .engines()
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(queueUrl()).attributeNames(QueueAttributeName.ALL))
                .attributesAsStrings()
                .entrySet()
                .stream()
                .filter(attribute -> attribute.getKey().startsWith("ApproximateNumberOfMessages"))
                .mapToInt(attribute -> Integer.parseInt(attribute.getValue()))
                .sum();
    }
}
