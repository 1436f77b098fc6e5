package com.ingestlayer.local;

import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.engines.Engines;
import com.ingestlayer.local.front.HttpFront;
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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The running stack. {@link #start} returns when everything serves; {@link #close} ends all of it. */
public final class LocalStack implements AutoCloseable {
    private static final int INGRESS_INSTANCES = 8;

    private final Path directory;
    private final Engines engines;
    private final ParameterStore parameters;
    private final Receiver receiver;
    private final LambdaFunction ingress;
    private final LambdaFunction delivery;
    private final HttpFront front;
    private final EventSourceMapping mapping;

    private LocalStack(Settings settings, Settings.Ports ports, Launcher launcher, Path directory) throws IOException {
        this.directory = directory;
        Clock clock = Clock.systemUTC();
        CompletableFuture<Engines> starting =
                CompletableFuture.supplyAsync(() -> Engines.start(ports.dynamoDb(), ports.sqs()));
        parameters = ParameterStore.start(ports.ssm(), settings.variables(), clock);
        receiver = Receiver.start(ports.receiver(), settings.webhookSecret(), clock);
        Settings.Endpoints.Told endpoints = settings.between()
                .told(
                        URI.create("http://localhost:" + ports.dynamoDb()),
                        URI.create("http://localhost:" + ports.sqs()),
                        parameters.endpoint());
        String config = settings.configDir().toString();
        String queueUrl = endpoints.sqs() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE;
        String deadLetterQueueUrl = endpoints.sqs() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE;
        String webhookUrl = settings.webhookUrl().orElse("http://localhost:" + receiver.port() + "/hooks");
        ingress = function(
                "ingress",
                settings,
                endpoints,
                StackLayout.ingressEnvironment(
                        config, queueUrl, webhookUrl, settings.undeclared(), settings.ipDatabase()),
                StackLayout.INGRESS_TIMEOUT,
                INGRESS_INSTANCES,
                launcher);
        delivery = function(
                "delivery",
                settings,
                endpoints,
                StackLayout.deliveryEnvironment(
                        config, queueUrl, deadLetterQueueUrl, webhookUrl, settings.retrySchedule()),
                StackLayout.DELIVERY_TIMEOUT,
                settings.deliveryConcurrency(),
                launcher);
        engines = starting.join();
        Seeds.put(engines.dynamoDb(), settings.apiKey(), clock);
        mapping = new EventSourceMapping(
                engines.sqs(),
                engines.sqsEndpoint() + "/000000000000/" + StackLayout.DELIVERIES_QUEUE,
                "arn:aws:sqs:" + StackLayout.REGION + ":000000000000:" + StackLayout.DELIVERIES_QUEUE,
                delivery,
                settings.deliveryConcurrency(),
                settings.inFlightLimit());
        mapping.start();
        front = HttpFront.start(ports.http(), ingress::invoke, settings.cors(), clock);
    }

    /** {@link #start(Settings, Launcher)}, with each function started as it is packaged. */
    public static LocalStack start(Settings settings)
            throws IOException, InvalidConfigurationException, InvalidSettingsException {
        return start(settings, Launcher.asPackaged());
    }

    /**
     * Checks the configuration and the ports, then starts everything.
     *
     * @param launcher starts the functions' processes
     * @throws InvalidConfigurationException with every mistake in {@code infra/config}
     * @throws InvalidSettingsException when a port is taken or a zip is missing
     */
    public static LocalStack start(Settings settings, Launcher launcher)
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
        return new LocalStack(settings, ports, launcher, Files.createTempDirectory("ingestlayer-"));
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
        front.close();
        mapping.close();
        Stream.of(ingress, delivery).parallel().forEach(LambdaFunction::close);
        receiver.close();
        parameters.close();
        engines.close();
        delete(directory);
    }

    private LambdaFunction function(
            String name,
            Settings settings,
            Settings.Endpoints.Told endpoints,
            Map<String, String> own,
            Duration timeout,
            int maxInstances,
            Launcher launcher)
            throws IOException {
        Map<String, String> environment = new HashMap<>(settings.variables());
        environment.putAll(own);
        environment.put("AWS_ENDPOINT_URL_DYNAMODB", endpoints.dynamoDb().toString());
        environment.put("AWS_ENDPOINT_URL_SQS", endpoints.sqs().toString());
        environment.put("AWS_ENDPOINT_URL_SSM", endpoints.ssm().toString());
        environment.put("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", settings.bedrockUrl());
        environment.putAll(StackLayout.runtimeEnvironment(name));
        FunctionPackage function =
                FunctionPackage.unpackForFastStarts(settings.zipOf(name), directory.resolve(name), StackLayout.HANDLER);
        environment.put("LAMBDA_TASK_ROOT", function.root().toString());
        return new LambdaFunction(name, function, launcher, environment, timeout, settings.log(), maxInstances);
    }

    private static Map<String, String> environmentOf(Settings settings) {
        Map<String, String> environment = new HashMap<>(settings.variables());
        environment.put("WEBHOOK_URL", settings.webhookUrl().orElse("http://localhost/hooks"));
        environment.put("REDACTION_KEY", StackLayout.REDACTION_KEY);
        return environment;
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
