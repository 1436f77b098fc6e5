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
 * The clients of a command. They behave as those of the functions, but for credentials as the AWS CLI finds them, and for more
 * patience. Making one calls nothing; it throws a {@link CommandException} when the environment's endpoint makes no sense.
 */
final class Clients {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(40);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    private final AwsClients clients;

    /**
     * @param endpoints where services are if neither in AWS nor where the environment says, by their names in hosts
     * @param environment gives the value of a variable, or null
     * @param attempts how often a call is made before it counts as failed
     */
    Clients(
            AwsCredentialsProvider credentials,
            Region region,
            Map<String, URI> endpoints,
            UnaryOperator<String> environment,
            int attempts) {
        requireNonNull(environment, "environment is null");
        AwsClients.Endpoints said = AwsClients.Endpoints.in(environment);
        clients = new AwsClients(
                region,
                credentials,
                service -> Optional.ofNullable(endpoints.get(service)).or(() -> said.find(service)),
                new Timeouts(CONNECT, ATTEMPT, CALL, attempts, FIRST_WAIT));
    }

    DynamoDbClient dynamoDb() {
        return made(clients::dynamoDb);
    }

    SqsClient sqs() {
        return made(clients::sqs);
    }

    SsmClient ssm() {
        return made(clients::ssm);
    }

    /** @param time how long a call may take */
    BedrockRuntimeClient bedrock(Duration time) {
        return made(clients.bedrock(time));
    }

    CloudFormationClient cloudFormation() {
        return made(() -> clients.configure("cloudformation", CloudFormationClient.builder())
                .build());
    }

    private static <C> C made(Supplier<C> client) {
        try {
            return client.get();
        } catch (IllegalStateException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
