package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsJsonService;
import com.ingestlayer.aws.api.AwsPlace;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.api.SignedPost;
import com.ingestlayer.aws.bedrock.BedrockClient;
import com.ingestlayer.cli.failure.CommandException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClientBuilder;

/**
 * Makes clients of AWS's services. Making one calls nothing.
 *
 * @param endpoints where services are if neither in AWS nor where the environment says, by their names in hosts
 * @param environment gives the value of a variable, or null
 * @param attempts how often a call is made before it counts as failed
 */
record Clients(
        AwsCredentialsProvider credentials,
        Region region,
        Map<String, URI> endpoints,
        UnaryOperator<String> environment,
        int attempts) {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(40);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);

    Clients {
        requireNonNull(credentials, "credentials is null");
        requireNonNull(region, "region is null");
        endpoints = Map.copyOf(endpoints);
        requireNonNull(environment, "environment is null");
    }

    /** @throws CommandException when the environment's endpoint makes no sense */
    AwsService service(AwsProtocol protocol) {
        return new AwsJsonService(
                protocol,
                post(protocol.service(), protocol.service()),
                new AwsJsonService.Patience(ATTEMPT, CALL, attempts, FIRST_WAIT));
    }

    /** @throws CommandException when the environment's endpoint makes no sense */
    BedrockClient bedrock() {
        SignedPost post = post(BedrockClient.HOST, BedrockClient.SIGNING_NAME);
        return new BedrockClient(() -> post);
    }

    CloudFormationClient cloudFormation() {
        CloudFormationClientBuilder builder = CloudFormationClient.builder();
        Optional.ofNullable(endpoints.get("cloudformation")).ifPresent(builder::endpointOverride);
        return builder.region(region)
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .build())
                .overrideConfiguration(override ->
                        override.apiCallTimeout(CALL).retryStrategy(retries -> retries.maxAttempts(attempts)))
                .build();
    }

    private SignedPost post(String host, String signingName) {
        return new SignedPost(signingName, place(host), new SdkCredentials(credentials), CONNECT, Clock.systemUTC());
    }

    private AwsPlace place(String host) {
        URI endpoint = endpoints.get(host);
        try {
            return endpoint == null ? AwsPlace.of(host, region.id(), environment) : new AwsPlace(region.id(), endpoint);
        } catch (AwsException e) {
            throw CommandException.usage(e.getMessage());
        }
    }
}
