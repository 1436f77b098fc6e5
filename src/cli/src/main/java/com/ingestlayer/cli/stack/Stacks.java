package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.table.TableNames;
import com.ingestlayer.cli.failure.CommandException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** Finds the stack that the command line names. It calls AWS only when the stack is used. */
public final class Stacks {
    private static final String PORT = "INGESTLAYER_LOCAL_PORT_";
    /** The path between the address of the local queue engine and the name of a queue. */
    private static final String LOCAL_QUEUES = "/000000000000/";

    /** The waits between the attempts add up to 3 s at most, in which an idle table scales up. */
    private static final int ATTEMPTS = 6;

    private static final int LOCAL_ATTEMPTS = 2;

    private final UnaryOperator<String> environment;

    /** @param environment returns the value of an environment variable, or null */
    public Stacks(UnaryOperator<String> environment) {
        this.environment = requireNonNull(environment, "environment is null");
    }

    /** @throws CommandException when a port, the region or the profile is invalid */
    public Stack find(Target target) {
        return target.local() ? local() : deployed(target);
    }

    private Stack local() {
        URI sqs = localhost("SQS", 9324);
        Clients clients = new Clients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")),
                Region.EU_CENTRAL_1,
                Map.of(
                        "dynamodb",
                        localhost("DYNAMODB", 8000),
                        "sqs",
                        sqs,
                        "ssm",
                        localhost("SSM", 8001),
                        "bedrock-runtime",
                        localBedrock()),
                environment,
                LOCAL_ATTEMPTS);
        StackNames names = new StackNames(
                TableNames.ofStack(Target.DEFAULT_NAME),
                new StackNames.QueueUrls(
                        sqs + LOCAL_QUEUES + "ingestlayer-deliveries",
                        sqs + LOCAL_QUEUES + "ingestlayer-deliveries-dead"),
                StackNames.sourceSecretsOf(Target.DEFAULT_NAME),
                Optional.of(localhost("HTTP", 8080).toString()),
                Optional.of(localhost("RECEIVER", 8090) + "/hooks"));
        return new StackOnAws(clients, () -> names);
    }

    /**
     * Returns the endpoint that the local stack uses. The default is port 9, where nothing listens, so that no call leaves the
     * machine.
     */
    private URI localBedrock() {
        return URI.create(Optional.ofNullable(environment.apply("INGESTLAYER_LOCAL_BEDROCK_URL"))
                .orElse("http://localhost:9"));
    }

    private URI localhost(String name, int otherwise) {
        String text = Optional.ofNullable(environment.apply(PORT + name)).orElse(Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw CommandException.usage(PORT + name + ": expected a port from 1 to 65535, found \"" + text + "\"");
        }
        return URI.create("http://localhost:" + text);
    }

    private Stack deployed(Target target) {
        DefaultCredentialsProvider.Builder credentials = DefaultCredentialsProvider.builder();
        target.profile().ifPresent(profile -> {
            if (ProfileFile.defaultProfileFile().profile(profile).isEmpty()) {
                throw CommandException.refused("there is no profile " + profile + " in the AWS configuration files");
            }
            credentials.profileName(profile);
        });
        Region region = target.region().map(Region::of).orElseGet(() -> regionOf(target));
        Clients clients = new Clients(credentials.build(), region, Map.of(), environment, ATTEMPTS);
        Target inRegion = new Target(false, target.name(), Optional.of(region.id()), target.profile());
        return new StackOnAws(clients, new StackOutputs(clients::cloudFormation, inRegion));
    }

    private static Region regionOf(Target target) {
        try {
            return DefaultAwsRegionProviderChain.builder()
                    .profileName(target.profile().orElse(null))
                    .profileFile(ProfileFileSupplier.defaultSupplier())
                    .build()
                    .getRegion();
        } catch (SdkClientException e) {
            throw CommandException.refused("no AWS region: name one with --region or AWS_REGION", e);
        }
    }
}
