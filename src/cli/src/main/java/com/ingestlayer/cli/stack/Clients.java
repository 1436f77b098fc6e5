package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.bedrock.BedrockClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Makes clients of AWS's services.
 *
 * @param endpoints where a service is reached if not in AWS, by the name that AWS_ENDPOINT_URL_… gives it
 * @param attempts how often a call is made before it counts as failed; empty for what the SDK does by itself
 */
record Clients(
        AwsCredentialsProvider credentials,
        Optional<Region> region,
        Map<String, URI> endpoints,
        Optional<Integer> attempts) {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(40);

    Clients {
        requireNonNull(credentials, "credentials is null");
        requireNonNull(region, "region is null");
        endpoints = Map.copyOf(endpoints);
        requireNonNull(attempts, "attempts is null");
    }

    DynamoDbClient dynamoDb() {
        return build(DynamoDbClient.builder(), "DYNAMODB");
    }

    BedrockClient bedrock() {
        return new BedrockClient(
                () -> credentials,
                () -> region.orElseGet(DefaultAwsRegionProviderChain.builder().build()::getRegion),
                Optional.ofNullable(endpoints.get("BEDROCK_RUNTIME")));
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder, String service) {
        region.ifPresent(builder::region);
        Optional.ofNullable(endpoints.get(service)).ifPresent(builder::endpointOverride);
        return builder.credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ATTEMPT)
                        .build())
                .overrideConfiguration(override -> {
                    override.apiCallTimeout(CALL);
                    attempts.ifPresent(most -> override.retryStrategy(retries -> retries.maxAttempts(most)));
                })
                .build();
    }
}
