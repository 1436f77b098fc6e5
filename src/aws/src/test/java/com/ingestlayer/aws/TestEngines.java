package com.ingestlayer.aws;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.ingestlayer.aws.api.AwsJsonService;
import com.ingestlayer.aws.api.AwsPlace;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.api.Credentials;
import com.ingestlayer.aws.api.SignedPost;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
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
    private static final AwsJsonService.Patience PATIENCE =
            new AwsJsonService.Patience(Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(10));
    private static final StaticCredentialsProvider SDK_CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private TestEngines() {}

    static AwsService dynamoDb() {
        return dynamoDbAt(DYNAMODB);
    }

    static AwsService dynamoDbAt(URI endpoint) {
        return service(AwsProtocol.DYNAMODB, endpoint);
    }

    /** For looking at tables from outside. */
    static DynamoDbClient dynamoDbSdk() {
        return DynamoDbClient.builder()
                .endpointOverride(DYNAMODB)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(SDK_CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    static AwsService sqs() {
        return sqsAt(SQS);
    }

    static AwsService sqsAt(URI endpoint) {
        return service(AwsProtocol.SQS, endpoint);
    }

    /** For looking at queues from outside. */
    static SqsClient sqsSdk() {
        return SqsClient.builder()
                .endpointOverride(SQS)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(SDK_CREDENTIALS)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    static AwsService service(AwsProtocol protocol, URI endpoint) {
        return new AwsJsonService(
                protocol,
                new SignedPost(
                        protocol.service(),
                        new AwsPlace("eu-central-1", endpoint),
                        () -> new Credentials("test", "test", Optional.empty()),
                        Duration.ofSeconds(2),
                        Clock.systemUTC()),
                PATIENCE);
    }

    static String newEventsTable() {
        String name = newName();
        dynamoDb().call("CreateTable", TableSchemas.events(name));
        return name;
    }

    static String newName() {
        return "test-" + NAMES.incrementAndGet();
    }

    static String newQueue() {
        return sqsSdk().createQueue(request ->
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
