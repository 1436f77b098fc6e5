package com.ingestlayer.local;

import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.engines.Engines;
import com.ingestlayer.local.front.HttpFront;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.parameters.ParameterStore;
import com.ingestlayer.local.queue.EventSourceMapping;
import com.ingestlayer.local.receiver.Receiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The running stack. {@link #start(Settings)} returns when everything serves; {@link #close} ends all of it. While it runs, it
 * puts a changed configuration to use. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
    private static final int INGRESS_INSTANCES = 8;
    private static final int SECONDS_FOR_ENGINES = 20;

    private final Settings settings;
    private final Settings.Ports ports;
    private final Settings.Endpoints.Told endpoints;
    private final Parts parts;
    private final Engines engines;
    private final ParameterStore parameters;
    private final Receiver receiver;
    private final LambdaFunction ingress;
    private final LambdaFunction delivery;
    private final HttpFront front;
    private final EventSourceMapping mapping;

    private LocalStack(Settings settings, Settings.Ports ports, Launcher launcher, Parts parts)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        this.settings = settings;
        this.ports = ports;
        this.parts = parts;
        Clock clock = Clock.systemUTC();
        Path directory = parts.add(() -> Files.createTempDirectory("ingestlayer-"), LocalStack::delete);
        ConfigCopies copies = new ConfigCopies(settings.configDir(), directory, environmentOf(settings)::get);
        Map<String, String> configState = copies.state();
        Path config = copies.checked();
        Optional<DataDirectory> data = Optional.empty();
        if (settings.dataDir().isPresent()) {
            data = Optional.of(
                    parts.add(() -> DataDirectory.open(settings.dataDir().get()), DataDirectory::close));
        }
        Optional<Path> engineFiles = data.map(DataDirectory::engines);
        Optional<Path> parameterFile = data.map(DataDirectory::parameters);
        CompletableFuture<Engines> starting = parts.add(
                () -> CompletableFuture.supplyAsync(() -> Engines.start(ports.dynamoDb(), ports.sqs(), engineFiles)),
                LocalStack::closeWhenStarted);
        parameters = parts.add(
                () -> ParameterStore.start(ports.ssm(), settings.variables(), parameterFile, clock),
                ParameterStore::close);
        receiver = parts.add(() -> Receiver.start(ports.receiver(), settings.webhookSecret(), clock), Receiver::close);
        endpoints = settings.between()
                .told(
                        URI.create("http://localhost:" + ports.dynamoDb()),
                        URI.create("http://localhost:" + ports.sqs()),
                        parameters.endpoint());
        List<LambdaFunction> functions =
                parts.add(CopyOnWriteArrayList::new, all -> all.parallelStream().forEach(LambdaFunction::close));
        ingress = function(
                "ingress", config, directory, StackLayout.INGRESS_TIMEOUT, INGRESS_INSTANCES, launcher, functions);
        delivery = function(
                "delivery",
                config,
                directory,
                StackLayout.DELIVERY_TIMEOUT,
                settings.deliveryConcurrency(),
                launcher,
                functions);
        engines = starting.join();
        Seeds.put(engines.dynamoDb(), settings.apiKey(), engines.hasNewTables(), clock);
        mapping = parts.add(
                () -> {
                    EventSourceMapping polling = new EventSourceMapping(
                            engines.sqs(),
                            engines.sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE,
                            "arn:aws:sqs:" + StackLayout.REGION + ":000000000000:" + StackLayout.DELIVERIES_QUEUE,
                            delivery,
                            settings.deliveryConcurrency(),
                            settings.inFlightLimit());
                    polling.start();
                    return polling;
                },
                EventSourceMapping::close);
        front = parts.add(
                () -> HttpFront.start(ports.http(), ingress::invoke, settings.cors(), clock), HttpFront::close);
        ConfigWatch unused = parts.add(
                () -> ConfigWatch.start(copies, configState, this::use, System.out::println), ConfigWatch::close);
    }

    /** {@link #start(Settings, Launcher)}, with each function started as it is packaged. */
    public static LocalStack start(Settings settings)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        return start(settings, Launcher.asPackaged());
    }

    /**
     * {@link #start(Settings, Launcher, Parts)}; what was started is stopped again when the rest cannot be.
     *
     * @param launcher starts the functions' processes
     */
    public static LocalStack start(Settings settings, Launcher launcher)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        Parts parts = new Parts();
        boolean started = false;
        try {
            LocalStack stack = start(settings, launcher, parts);
            started = true;
            return stack;
        } finally {
            if (!started) {
                parts.close();
            }
        }
    }

    /**
     * Checks the configuration and the ports, then starts everything.
     *
     * @param launcher starts the functions' processes
     * @param parts gets each part that starts, so that another thread can stop them all before this returns
     * @throws InvalidConfigurationException with every mistake in the configuration's directory
     * @throws InvalidSettingsException when a port is taken, a zip is missing or the data's directory cannot be used
     * @throws Parts.StoppedException when the parts are stopped before all have started
     */
    static LocalStack start(Settings settings, Launcher launcher, Parts parts)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        Configuration.load(settings.configDir(), environmentOf(settings)::get);
        for (String function : List.of("ingress", "delivery")) {
            Path zip = settings.zipOf(function);
            if (!Files.exists(zip)) {
                throw new InvalidSettingsException(zip + " is missing: " + settings.howToHaveZips());
            }
        }
        Settings.Ports asked = settings.ports();
        Settings.Ports ports = new Settings.Ports(
                FreePorts.find(asked.http(), "HTTP"),
                FreePorts.find(asked.receiver(), "RECEIVER"),
                FreePorts.find(asked.dynamoDb(), "DYNAMODB"),
                FreePorts.find(asked.sqs(), "SQS"),
                FreePorts.find(asked.ssm(), "SSM"));
        return new LocalStack(settings, ports, launcher, parts);
    }

    public int httpPort() {
        return front.port();
    }

    public Receiver receiver() {
        return receiver;
    }

    public Engines engines() {
        return engines;
    }

    public ParameterStore parameters() {
        return parameters;
    }

    /** What hands the queue's messages to the delivery function. */
    public EventSourceMapping mapping() {
        return mapping;
    }

    public LambdaFunction ingress() {
        return ingress;
    }

    public LambdaFunction delivery() {
        return delivery;
    }

    @Override
    public void close() {
        parts.close();
    }

    /** Lets both functions see another configuration; the delivery function first, since it gets what the ingress sends. */
    private void use(Path config) throws FunctionErrorException, InterruptedException {
        LambdaFunction.Replacement deliveries = delivery.prepare(environment("delivery", config, delivery.root()));
        boolean used = false;
        try {
            LambdaFunction.Replacement requests = ingress.prepare(environment("ingress", config, ingress.root()));
            try {
                deliveries.awaitReady();
                requests.awaitReady();
                deliveries.use();
                requests.use();
                used = true;
            } finally {
                if (!used) {
                    requests.discard();
                }
            }
        } finally {
            if (!used) {
                deliveries.discard();
            }
        }
    }

    private LambdaFunction function(
            String name,
            Path config,
            Path directory,
            Duration timeout,
            int maxInstances,
            Launcher launcher,
            List<LambdaFunction> functions)
            throws IOException {
        return parts.add(
                () -> {
                    FunctionPackage unpacked = FunctionPackage.unpackForFastStarts(
                            settings.zipOf(name), directory.resolve(name), StackLayout.HANDLER);
                    LambdaFunction function = new LambdaFunction(
                            name,
                            unpacked,
                            launcher,
                            environment(name, config, unpacked.root()),
                            timeout,
                            settings.log(),
                            maxInstances);
                    functions.add(function);
                    return function;
                },
                started -> {}); // the list's end is its end
    }

    /** All that a function's processes see. */
    private Map<String, String> environment(String name, Path config, Path root) {
        String queueUrl = endpoints.sqs() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        String webhookUrl = settings.webhookUrl().orElse("http://localhost:" + ports.receiver() + "/hooks");
        Map<String, String> environment = new HashMap<>(settings.variables());
        environment.putAll(
                name.equals("ingress")
                        ? StackLayout.ingressEnvironment(
                                config.toString(), queueUrl, webhookUrl, settings.undeclared(), settings.ipDatabase())
                        : StackLayout.deliveryEnvironment(
                                config.toString(),
                                queueUrl,
                                endpoints.sqs() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE,
                                webhookUrl,
                                settings.retrySchedule()));
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamoDb().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString());
        environment.put("AWS_ENDPOINT_URL_SSM", endpoints.ssm().toString());
        environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", settings.bedrockUrl());
        environment.putAll(StackLayout.runtimeEnvironment(name));
        environment.put("LAMBDA_TASK_ROOT", root.toString());
        return environment;
    }

    private static Map<String, String> environmentOf(Settings settings) {
        Map<String, String> environment = new HashMap<>(settings.variables());
        environment.put("WEBHOOK_URL", settings.webhookUrl().orElse("http://localhost/hooks"));
        environment.put("REDACTION_KEY", StackLayout.REDACTION_KEY);
        environment.put(Configuration.IP_DATABASE, settings.ipDatabase());
        return environment;
    }

    /** Closes engines that have started, and those that are still starting as soon as they have. */
    private static void closeWhenStarted(CompletableFuture<Engines> starting) {
        try {
            starting.get(SECONDS_FOR_ENGINES, TimeUnit.SECONDS).close();
        } catch (TimeoutException | ExecutionException e) {
            // They did not start, or not in time; what is in their files is whole.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("deleting " + directory, e);
        }
    }
}
