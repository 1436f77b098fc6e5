package com.ingestlayer.aws.bedrock;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.model.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Makes calls of Bedrock's Converse operation with the SDK's own HTTP client and signer; the SDK's module for Bedrock would
 * be 1.5 MB more in the function for this one call. Nothing is made before the first call. Thread-safe.
 */
public final class BedrockClient {
    private static final String SIGNING_NAME = "bedrock";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_BODY_BYTES = 1024 * 1024;

    private final Supplier<AwsCredentialsProvider> credentials;
    private final Supplier<Region> region;
    private final Optional<URI> endpoint;
    private Connection connection;

    /**
     * @param credentials asked for once
     * @param region asked for once
     * @param endpoint where Bedrock is; empty for what {@code AWS_ENDPOINT_URL_BEDROCK_RUNTIME} says, else the region's own
     */
    public BedrockClient(
            Supplier<AwsCredentialsProvider> credentials, Supplier<Region> region, Optional<URI> endpoint) {
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.region = requireNonNull(region, "region is null");
        this.endpoint = requireNonNull(endpoint, "endpoint is null");
    }

    /** With the region and the credentials that the SDK finds, as every other client of a function has them. */
    public static BedrockClient ofEnvironment() {
        return new BedrockClient(
                () -> DefaultCredentialsProvider.builder().build(),
                () -> DefaultAwsRegionProviderChain.builder().build().getRegion(),
                Optional.empty());
    }

    private record Connection(
            SdkHttpClient http,
            AwsV4HttpSigner signer,
            AwsCredentialsProvider credentials,
            Region region,
            URI endpoint) {}

    private synchronized Connection connection() {
        if (connection == null) {
            Region there = region.get();
            connection = new Connection(
                    UrlConnectionHttpClient.builder()
                            .connectionTimeout(CONNECT)
                            .socketTimeout(BedrockModel.PATIENCE)
                            .build(),
                    AwsV4HttpSigner.create(),
                    credentials.get(),
                    there,
                    endpoint.orElseGet(() -> endpointOf(there)));
        }
        return connection;
    }

    private static URI endpointOf(Region region) {
        return AwsClientEndpointProvider.builder()
                .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_BEDROCK_RUNTIME")
                .serviceEndpointOverrideSystemProperty("aws.endpointUrlBedrockRuntime")
                .serviceProfileProperty("bedrock_runtime")
                .serviceEndpointPrefix("bedrock-runtime")
                .defaultProtocol("https")
                .region(region)
                .build()
                .clientEndpoint();
    }

    /**
     * One call. Throws nothing that Bedrock or the way to it causes.
     *
     * @param over whether nobody waits for the answer any more
     */
    Reply ask(Question question, BooleanSupplier over) {
        try {
            Connection to = connection();
            SignedRequest signed = sign(question, to);
            HttpExecuteResponse response = to.http()
                    .prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElseThrow())
                            .build())
                    .call();
            int status = response.httpResponse().statusCode();
            Optional<byte[]> body = response.responseBody().isPresent()
                    ? read(response.responseBody().get(), over)
                    : Optional.of(new byte[0]);
            if (!response.httpResponse().isSuccessful()) {
                return Reply.without(status == 429 ? "throttled" : "refused with " + status);
            }
            return body.map(Converse::reply).orElse(Reply.LATE);
        } catch (IOException | RuntimeException e) {
            return Reply.failed(e);
        }
    }

    private static SignedRequest sign(Question question, Connection to) {
        byte[] body = Converse.request(question);
        String base = to.endpoint().getRawPath() == null ? "" : to.endpoint().getRawPath();
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(to.endpoint())
                .encodedPath(SdkHttpUtils.appendUri(
                        base, "/model/" + SdkHttpUtils.urlEncode(question.model()) + "/converse"))
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", "application/json")
                .putHeader("Content-Length", Integer.toString(body.length))
                .build();
        return to.signer().sign(sign -> sign.identity(to.credentials().resolveCredentials())
                .request(request)
                .payload(ContentStreamProvider.fromByteArray(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                .putProperty(AwsV4HttpSigner.REGION_NAME, to.region().id()));
    }

    /** The whole body, so that the connection can be used again; empty when nobody waits for it any more. */
    private static Optional<byte[]> read(InputStream body, BooleanSupplier over) throws IOException {
        try (body) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                whole.write(part, 0, read);
                if (whole.size() > MAX_BODY_BYTES) {
                    throw new IOException("the body is larger than any answer");
                }
                if (over.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            return Optional.of(whole.toByteArray());
        }
    }
}
