package com.ingestlayer.aws;

import com.amazonaws.services.dynamodbv2.local.main.ServerRunner;
import com.ingestlayer.aws.table.TableSchemas;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * DynamoDB Local and ElasticMQ, started once for all tests of this JVM. Each test creates its own tables and queues.
 */
public final class TestEngines {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final URI DYNAMODB = startDynamoDb();
    private static final URI SQS = startSqs();
    private static final Timeouts PATIENCE = new Timeouts(
            Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(10));

    private static final AwsClients DYNAMODB_CLIENTS = clientsAt(DYNAMODB);
    private static final AwsClients SQS_CLIENTS = clientsAt(SQS);

    private TestEngines() {}

    public static DynamoDbClient dynamoDb() {
        return DYNAMODB_CLIENTS.dynamoDb();
    }

    public static DynamoDbClient dynamoDbAt(URI endpoint) {
        return clientsAt(endpoint).dynamoDb();
    }

    public static SqsClient sqs() {
        return SQS_CLIENTS.sqs();
    }

    public static SqsClient sqsAt(URI endpoint) {
        return clientsAt(endpoint).sqs();
    }

    static SsmClient ssmAt(URI endpoint) {
        return clientsAt(endpoint).ssm();
    }

    public static AwsClients clientsAt(URI endpoint) {
        return clientsAt(endpoint, PATIENCE);
    }

    public static AwsClients clientsAt(URI endpoint, Timeouts patience) {
        return new AwsClients(
                Region.EU_CENTRAL_1,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
                service -> Optional.of(endpoint),
                patience);
    }

    public static String newEventsTable() {
        String name = newName();
        dynamoDb().createTable(TableSchemas.events(name));
        return name;
    }

    public static String newName() {
        return "test-" + NAMES.incrementAndGet();
    }

    public static String newQueue() {
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
