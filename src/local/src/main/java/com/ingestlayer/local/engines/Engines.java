package com.ingestlayer.local.engines;

import com.ingestlayer.local.StackLayout;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Both engines, running, with the stack's tables and queues. Without a directory, everything is in memory, empty at first, and
 * ends with {@link #close()}.
 */
public final class Engines implements AutoCloseable {
    private final LoopbackDynamoDb dynamoDbServer;
    private final QueueServer sqsServer;
    private final DynamoDbClient dynamoDb;
    private final SqsClient sqs;
    private final URI dynamoDbEndpoint;
    private final URI sqsEndpoint;
    private boolean newTables;

    private Engines(LoopbackDynamoDb dynamoDbServer, QueueServer sqsServer, int dynamoDbPort, int sqsPort) {
        this.dynamoDbServer = dynamoDbServer;
        this.sqsServer = sqsServer;
        dynamoDbEndpoint = URI.create("http://localhost:" + dynamoDbPort);
        sqsEndpoint = URI.create("http://localhost:" + sqsPort);
        dynamoDb = LocalServices.at(dynamoDbEndpoint).dynamoDb();
        sqs = LocalServices.at(sqsEndpoint).sqs();
    }

    /** Starts both at the same time in memory, on free ports. */
    public static Engines start(int dynamoDbPort, int sqsPort) {
        return start(dynamoDbPort, sqsPort, Optional.empty());
    }

    /**
     * Starts both at the same time, on free ports.
     *
     * @param directory keeps tables and queues from one start to the next; empty to have them in memory
     * @throws IllegalStateException when the directory holds tables of another version, or an engine does not start
     */
    public static Engines start(int dynamoDbPort, int sqsPort, Optional<Path> directory) {
        CompletableFuture<QueueServer> sqsServer =
                CompletableFuture.supplyAsync(() -> QueueServer.start(sqsPort, directory));
        LoopbackDynamoDb dynamoDbServer = LoopbackDynamoDb.start(dynamoDbPort, directory);
        Engines engines = new Engines(dynamoDbServer, sqsServer.join(), dynamoDbPort, sqsPort);
        engines.newTables = LocalTables.create(engines.dynamoDb);
        engines.createQueues();
        return engines;
    }

    /** Returns whether the tables were made by this start and are empty. */
    public boolean hasNewTables() {
        return newTables;
    }

    /** Returns the client for the tables, as the adapters use it. */
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
        sqsServer.stop();
        dynamoDbServer.stop();
    }

    private void createQueues() {
        String deadLetterUrl = queue(
                StackLayout.DEAD_LETTER_QUEUE,
                Map.of(
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        Long.toString(StackLayout.DEAD_LETTER_RETENTION.toSeconds())));
        String deadLetterArn = sqs.getQueueAttributes(
                        request -> request.queueUrl(deadLetterUrl).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        queue(
                StackLayout.DELIVERIES_QUEUE,
                Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Long.toString(StackLayout.VISIBILITY_TIMEOUT.toSeconds()),
                        QueueAttributeName.MESSAGE_RETENTION_PERIOD,
                        Long.toString(StackLayout.DELIVERIES_RETENTION.toSeconds()),
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + deadLetterArn + "\",\"maxReceiveCount\":"
                                + StackLayout.MAX_RECEIVE_COUNT + "}"));
    }

    /**
     * Makes the queue, or gives a queue that was kept those attributes that ElasticMQ knows.
     *
     * @return the queue's URL
     */
    private String queue(String name, Map<QueueAttributeName, String> attributes) {
        List<String> kept = sqs.listQueues(request -> request.queueNamePrefix(name)).queueUrls().stream()
                .filter(url -> url.endsWith("/" + name))
                .toList();
        if (kept.isEmpty()) {
            return sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                    .queueUrl();
        }
        String url = kept.get(0);
        Map<QueueAttributeName, String> before = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        Map<QueueAttributeName, String> changed = new HashMap<>(attributes);
        changed.keySet()
                .removeIf(attribute ->
                        !before.containsKey(attribute) || before.get(attribute).equals(attributes.get(attribute)));
        if (!changed.isEmpty()) {
            sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(changed));
        }
        return url;
    }
}
