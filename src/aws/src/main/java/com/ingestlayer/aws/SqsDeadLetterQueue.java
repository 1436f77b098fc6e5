package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.deadletter.DeadLetter;
import com.ingestlayer.deadletter.DeadLetterQueue;
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
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The dead-letter queue in SQS. Thread-safe. */
public final class SqsDeadLetterQueue implements DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(SqsDeadLetterQueue.class);

    private static final String WHAT = "the dead-letter queue";

    /** Receives side by side, once a first one has shown that there is much to receive. */
    private static final int MORE_RECEIVES = 7;

    private static final QueueAttributeName VISIBLE = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    private static final QueueAttributeName HIDDEN = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

    private final SqsClient client;
    private final String queueUrl;
    private final SqsSends sends;
    private final Executor executor;

    /** @param deliveriesQueueUrl where messages are sent again */
    public SqsDeadLetterQueue(SqsClient client, String queueUrl, String deliveriesQueueUrl, Executor executor) {
        this.client = requireNonNull(client, "client is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.sends = new SqsSends(client, deliveriesQueueUrl, executor);
        this.executor = requireNonNull(executor, "executor is null");
    }

    @Override
    public Counts counts() {
        try {
            Map<QueueAttributeName, String> attributes = client.getQueueAttributes(
                            get -> get.queueUrl(queueUrl).attributeNames(VISIBLE, HIDDEN))
                    .attributes();
            return new Counts(Long.parseLong(attributes.get(VISIBLE)), Long.parseLong(attributes.get(HIDDEN)));
        } catch (SdkException e) {
            throw new UnavailableException(WHAT, e);
        }
    }

    @Override
    public List<DeadLetter> receive(Duration hideFor) {
        List<DeadLetter> received = new ArrayList<>(receive(hideFor, 1));
        if (received.size() == SqsBatch.ENTRIES) {
            Parallel.map(Collections.nCopies(MORE_RECEIVES, 0), wait -> receive(hideFor, wait), executor)
                    .forEach(received::addAll);
        }
        return received;
    }

    /** A receive that waits asks all of SQS's servers, one that does not only some of them. */
    private List<DeadLetter> receive(Duration hideFor, int waitSeconds) {
        try {
            return client
                    .receiveMessage(receive -> receive.queueUrl(queueUrl)
                            .maxNumberOfMessages(SqsBatch.ENTRIES)
                            .visibilityTimeout((int) hideFor.toSeconds())
                            .waitTimeSeconds(waitSeconds)
                            .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                    MessageSystemAttributeName.AWS_TRACE_HEADER))
                    .messages()
                    .stream()
                    .map(SqsDeadLetterQueue::letter)
                    .toList();
        } catch (SdkException e) {
            throw new UnavailableException(WHAT, e);
        }
    }

    private static DeadLetter letter(Message message) {
        String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
        return new DeadLetter(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                Instant.ofEpochMilli(Long.parseLong(sent)),
                Optional.ofNullable(message.attributes().get(MessageSystemAttributeName.AWS_TRACE_HEADER)));
    }

    @Override
    public void sendAgain(List<DeadLetter> letters, Map<String, String> groups) {
        sends.send(letters.stream()
                .map(letter -> new SqsSends.Send(
                        letter.text(),
                        Optional.ofNullable(groups.get(letter.messageId())),
                        letter.trace(),
                        Duration.ZERO))
                .toList());
    }

    @Override
    public void delete(List<DeadLetter> letters) {
        Parallel.map(
                Parallel.chunks(letters, SqsBatch.ENTRIES),
                chunk -> SqsBatch.call(
                        WHAT,
                        IntStream.range(0, chunk.size())
                                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(chunk.get(i).receiptHandle())
                                        .build())
                                .toList(),
                        DeleteMessageBatchRequestEntry::id,
                        left -> client.deleteMessageBatch(
                                        delete -> delete.queueUrl(queueUrl).entries(left))
                                .failed()),
                executor);
    }

    @Override
    public void giveBack(Collection<String> receiptHandles) {
        Parallel.map(Parallel.chunks(List.copyOf(receiptHandles), SqsBatch.ENTRIES), this::giveBackChunk, executor);
    }

    /** Failures are left alone: those messages show by themselves. */
    private List<String> giveBackChunk(List<String> handles) {
        try {
            client.changeMessageVisibilityBatch(change -> change.queueUrl(queueUrl)
                    .entries(IntStream.range(0, handles.size())
                            .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                    .id(Integer.toString(i))
                                    .receiptHandle(handles.get(i))
                                    .visibilityTimeout(0)
                                    .build())
                            .toList()));
        } catch (SdkException e) {
            LOG.debugf(e, "%d dead letters stay hidden for a while", handles.size());
        }
        return handles;
    }
}
