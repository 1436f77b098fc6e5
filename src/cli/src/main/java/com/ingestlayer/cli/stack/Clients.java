package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.AwsClients;
import com.ingestlayer.aws.Timeouts;
import com.ingestlayer.cli.failure.CommandException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The AWS clients of a command. They differ from those of the functions in two ways: they find credentials as the AWS CLI does,
 * and they wait longer. Creating a client calls nothing. It throws a {@link CommandException} when the environment names an
 * endpoint that is not a URL.
 */
final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(40);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final AwsClients clients;

    /**
     * @param endpoints the endpoints of services that are not in AWS, by their names in host names; they win over those of
     *     the environment
     * @param environment returns the value of an environment variable, or null
     * @param attempts how many times a call is tried before it counts as failed
     */
    Clients(
            AwsCredentialsProvider credentials,
            Region region,
            Map<String, URI> endpoints,
            UnaryOperator<String> environment,
            int attempts) {
        requireNonNull(environment, "environment is null");
        AwsClients.Endpoints fromEnvironment = AwsClients.Endpoints.in(environment);
        clients = new AwsClients(
                region,
                credentials,
                service -> Optional.ofNullable(endpoints.get(service)).or(() -> fromEnvironment.find(service)),
                new Timeouts(CONNECT, ATTEMPT, CALL, attempts, FIRST_WAIT));
    }

    DynamoDbClient dynamoDb() {
        return create(clients::dynamoDb);
    }

    SqsClient sqs() {
        return create(clients::sqs);
    }

    SsmClient ssm() {
        return create(clients::ssm);
    }

    /** @param time the time limit of one call */
    BedrockRuntimeClient bedrock(Duration time) {
        return create(clients.bedrock(time));
    }

    CloudFormationClient cloudFormation() {
        return create(() -> clients.configure("cloudformation", CloudFormationClient.builder())
                .build());
    }

    private static <C> C create(Supplier<C> client) {
        try {
            return client.get();
        } catch (IllegalStateException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
