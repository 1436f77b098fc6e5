package com.ingestlayer.aws;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** DynamoDB Local and ElasticMQ, started once for all tests of this JVM; each test makes tables and queues of its own. */
final class TestEngines {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final URI DYNAMODB = startDynamoDb();
    private static final URI SQS = startSqs();
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private TestEngines() {}

    static DynamoDbClient dynamoDb(ExecutionInterceptor... interceptors) {
        return dynamoDbAt(DYNAMODB, interceptors);
    }

    static DynamoDbClient dynamoDbAt(URI endpoint, ExecutionInterceptor... interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> {
                    override.apiCallTimeout(Duration.ofSeconds(20));
                    for (ExecutionInterceptor interceptor : interceptors) {
                        override.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    static SqsClient sqs(ExecutionInterceptor... interceptors) {
        return sqsAt(SQS, interceptors);
    }

    static SqsClient sqsAt(URI endpoint, ExecutionInterceptor... interceptors) {
        return SqsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> {
                    for (ExecutionInterceptor interceptor : interceptors) {
                        override.addExecutionInterceptor(interceptor);
                    }
                })
                .build();
    }

    static String newEventsTable() {
        String name = newName();
        dynamoDb().createTable(TableSchemas.events(name));
        return name;
    }

    static String newName() {
        return "test-" + NAMES.incrementAndGet();
    }

    static String newQueue() {
        return sqs().createQueue(request ->
                        request.queueName(newName()).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "180")))
                .queueUrl();
    }

    private static URI startDynamoDb() {
        try {
            int port = freePort();
            ServerRunner.createServerFromCommandLineArgs(
                            new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)})
                    .start();
            return URI.create("http://localhost:" + port);
        } catch (Exception e) {
            throw new IllegalStateException("starting DynamoDB Local", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static URI startSqs() {
        SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                .withDynamicPort()
                .start();
        return URI.create(
                "http://localhost:" + server.waitUntilStarted().localAddress().getPort());
    }
}
