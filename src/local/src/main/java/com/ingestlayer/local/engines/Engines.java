package com.ingestlayer.local.engines;

import com.ingestlayer.local.StackLayout;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Both engines, running, with empty tables and queues. Everything is in memory and ends with {@link #close()}. */
public final class Engines implements AutoCloseable {
    private final LoopbackDynamoDb dynamoDbServer;
    private final SQSRestServer sqsServer;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final URI dynamoDbEndpoint;
    private final URI sqsEndpoint;

    private Engines(LoopbackDynamoDb dynamoDbServer, SQSRestServer sqsServer, int dynamoDbPort, int sqsPort) {
        this.dynamoDbServer = dynamoDbServer;
        this.sqsServer = sqsServer;
        dynamoDbEndpoint = URI.create("http://localhost:" + dynamoDbPort);
        sqsEndpoint = URI.create("http://localhost:" + sqsPort);
        dynamoDb = LocalServices.at(dynamoDbEndpoint).dynamoDb();
        sqs = LocalServices.at(sqsEndpoint).sqs();
    }

    /** Starts both side by side on ports that are free. */
    public static Engines start(int dynamoDbPort, int sqsPort) {
        CompletableFuture<SQSRestServer> sqsServer = CompletableFuture.supplyAsync(() -> {
            SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                    .withPort(sqsPort)
                    .start();
            server.waitUntilStarted();
            return server;
        });
        Engines engines = new Engines(LoopbackDynamoDb.start(dynamoDbPort), sqsServer.join(), dynamoDbPort, sqsPort);
        LocalTables.create(engines.dynamoDb);
        engines.createQueues();
        return engines;
    }

    /** What the adapters are made of, and tables are looked at with. */
    public DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    public SqsClient sqs() {
        return sqs;
    }

    public URI dynamoDbEndpoint() {
        return dynamoDbEndpoint;
    }

    public URI sqsEndpoint() {
        return sqsEndpoint;
    }

    @Override
    public void close() {
        dynamoDb.close();
        sqs.close();
        // It waits for connections that clients keep open, for up to a minute; nothing in memory is worth that.
        Thread stop = new Thread(sqsServer::stopAndWait, "stop-queue");
        stop.setDaemon(true);
        stop.start();
        dynamoDbServer.stop();
    }

    private void createQueues() {
        String deadLetterUrl = sqs.createQueue(request -> request.queueName(StackLayout.DEAD_LETTER_QUEUE)
                        .attributes(Map.of(
                                QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                                Long.toString(StackLayout.DEAD_LETTER_RETENTION.toSeconds()))))
                .queueUrl();
        String deadLetterArn = sqs.getQueueAttributes(
                        request -> request.queueUrl(deadLetterUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        sqs.createQueue(request -> request.queueName(StackLayout.DELIVERIES_QUEUE)
                .attributes(Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Long.toString(StackLayout.VISIBILITY_TIMEOUT.toSeconds()),
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        Long.toString(StackLayout.DELIVERIES_RETENTION.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + deadLetterArn + "\",\"maxReceiveCount\":"
                                + StackLayout.MAX_RECEIVE_COUNT + "}")));
    }
}
