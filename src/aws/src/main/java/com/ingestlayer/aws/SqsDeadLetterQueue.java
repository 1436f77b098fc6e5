package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.deadletter.DeadLetter;
import com.ingestlayer.deadletter.DeadLetterQueue;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** The dead-letter queue in SQS. Thread-safe. */
public final class SqsDeadLetterQueue implements DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(SqsDeadLetterQueue.class);

    /** Receives side by side, once a first one has shown that there is much to receive. */
    private static final int MORE_RECEIVES = 7;

    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String HIDDEN = "ApproximateNumberOfMessagesNotVisible";
    private static final String SENT = "SentTimestamp";
    private static final String TRACE = "AWSTraceHeader";

    private final Queue queue;
    private final SqsSends sends;
    private final Executor executor;

    /** @param deliveriesQueueUrl where messages are sent again */
    public SqsDeadLetterQueue(AwsService sqs, String queueUrl, String deliveriesQueueUrl, Executor executor) {
        this.queue = new Queue(sqs, queueUrl, "the dead-letter queue");
        this.sends = new SqsSends(sqs, deliveriesQueueUrl, "the deliveries queue", executor);
        this.executor = requireNonNull(executor, "executor is null");
    }

    @Override
    public Counts counts() {
        ObjectNode request = queue.request();
        request.putArray("AttributeNames").add(VISIBLE).add(HIDDEN);
        JsonNode attributes = queue.call("GetQueueAttributes", request).path("Attributes");
        return new Counts(
                attributes.path(VISIBLE).asLong(), attributes.path(HIDDEN).asLong());
    }

    @Override
    public List<DeadLetter> receive(Duration hideFor) {
        List<DeadLetter> received = new ArrayList<>(receive(hideFor, 1));
        if (received.size() == Queue.ENTRIES_PER_CALL) {
            Parallel.map(Collections.nCopies(MORE_RECEIVES, 0), wait -> receive(hideFor, wait), executor)
                    .forEach(received::addAll);
        }
        return received;
    }

    /** A receive that waits asks all of SQS's servers, one that does not only some of them. */
    private List<DeadLetter> receive(Duration hideFor, int waitSeconds) {
        ObjectNode request = queue.request()
                .put("MaxNumberOfMessages", Queue.ENTRIES_PER_CALL)
                .put("VisibilityTimeout", hideFor.toSeconds())
                .put("WaitTimeSeconds", waitSeconds);
        request.putArray("MessageSystemAttributeNames").add(SENT).add(TRACE);
        List<DeadLetter> letters = new ArrayList<>();
        queue.call("ReceiveMessage", request).path("Messages").forEach(message -> letters.add(letter(message)));
        return letters;
    }

    private static DeadLetter letter(JsonNode message) {
        JsonNode attributes = message.path("Attributes");
        return new DeadLetter(
                message.path("MessageId").asText(),
                message.path("ReceiptHandle").asText(),
                message.path("Body").asText(),
                Instant.ofEpochMilli(attributes.path(SENT).asLong()),
                Optional.ofNullable(attributes.path(TRACE).textValue()));
    }

    @Override
    public void sendAgain(List<DeadLetter> letters, Map<String, DeliveryKey> deliveries) {
        sends.send(letters.stream()
                .map(letter -> new SqsSends.Send(
                        letter.text(),
                        Optional.ofNullable(deliveries.get(letter.messageId())).map(MessageGroup::of),
                        letter.trace(),
                        Duration.ZERO))
                .toList());
    }

    @Override
    public void delete(List<DeadLetter> letters) {
        List<String> handles = letters.stream().map(DeadLetter::receiptHandle).toList();
        Parallel.map(
                Parallel.chunks(handles, Queue.ENTRIES_PER_CALL),
                chunk -> queue.callBatch("DeleteMessageBatch", entries(chunk)),
                executor);
    }

    @Override
    public void giveBack(Collection<String> receiptHandles) {
        Parallel.map(
                Parallel.chunks(List.copyOf(receiptHandles), Queue.ENTRIES_PER_CALL), this::giveBackChunk, executor);
    }

    /** Failures are left alone: those messages show by themselves. */
    private List<String> giveBackChunk(List<String> handles) {
        ObjectNode request = queue.request();
        List<ObjectNode> entries = entries(handles);
        entries.forEach(entry -> entry.put("VisibilityTimeout", 0));
        request.putArray("Entries").addAll(entries);
        try {
            queue.call("ChangeMessageVisibilityBatch", request);
        } catch (UnavailableException | ServiceRefusalException e) {
            LOG.debugf(e, "%d dead letters stay hidden for a while", handles.size());
        }
        return handles;
    }

    private static List<ObjectNode> entries(List<String> receiptHandles) {
        return IntStream.range(0, receiptHandles.size())
                .mapToObj(i -> Json.object().put("Id", Integer.toString(i)).put("ReceiptHandle", receiptHandles.get(i)))
                .toList();
    }
}
