package com.ingestlayer.aws.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.deadletter.DeadLetter;
import com.ingestlayer.deadletter.DeadLetterQueue;
import com.ingestlayer.dispatch.DeliveryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/** The dead-letter queue in SQS. Thread-safe. */
public final class SqsDeadLetterQueue implements DeadLetterQueue {
    private static final Logger LOG = Logger.getLogger(SqsDeadLetterQueue.class);

    /** The number of parallel receives after a first one has returned a full batch. */
    private static final int MORE_RECEIVES = 7;

    private static final QueueAttributeName VISIBLE = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
    private static final QueueAttributeName HIDDEN = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
    private static final MessageSystemAttributeName SENT = MessageSystemAttributeName.SENT_TIMESTAMP;
    private static final MessageSystemAttributeName TRACE = MessageSystemAttributeName.AWS_TRACE_HEADER;

    private final Queue queue;
    private final SqsSends sends;
    private final Executor executor;

    /** @param deliveriesQueueUrl the queue that redriven messages are sent to */
    public SqsDeadLetterQueue(SqsClient sqs, String queueUrl, String deliveriesQueueUrl, Executor executor) {
        this.queue = new Queue(sqs, queueUrl, "the dead-letter queue");
        this.sends = new SqsSends(sqs, deliveriesQueueUrl, "the deliveries queue", executor);
        this.executor = requireNonNull(executor, "executor is null");
    }

    @Override
    public Counts counts() {
        Map<QueueAttributeName, String> attributes = queue.attributes(
                        GetQueueAttributesRequest.builder().attributeNames(VISIBLE, HIDDEN))
                .attributes();
        return new Counts(
                Long.parseLong(attributes.getOrDefault(VISIBLE, "0")),
                Long.parseLong(attributes.getOrDefault(HIDDEN, "0")));
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

    /**
     * Receives one batch. A receive that waits asks all of SQS's servers; one that does not wait asks only some of
     * them.
     */
    private List<DeadLetter> receive(Duration hideFor, int waitSeconds) {
        return queue
                .receive(ReceiveMessageRequest.builder()
                        .maxNumberOfMessages(Queue.ENTRIES_PER_CALL)
                        .visibilityTimeout(Math.toIntExact(hideFor.toSeconds()))
                        .waitTimeSeconds(waitSeconds)
                        .messageSystemAttributeNames(SENT, TRACE))
                .stream()
                .map(SqsDeadLetterQueue::letter)
                .toList();
    }

    private static DeadLetter letter(Message message) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        return new DeadLetter(
                message.messageId(),
                message.receiptHandle(),
                message.body(),
                Instant.ofEpochMilli(Long.parseLong(attributes.getOrDefault(SENT, "0"))),
                Optional.ofNullable(attributes.get(TRACE)));
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
        Parallel.map(Parallel.chunks(handles, Queue.ENTRIES_PER_CALL), this::deleteChunk, executor);
    }

    private List<String> deleteChunk(List<String> handles) {
        queue.delete(numbered(handles, (id, handle) -> DeleteMessageBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(handle)
                .build()));
        return handles;
    }

    @Override
    public void giveBack(Collection<String> receiptHandles) {
        Parallel.map(
                Parallel.chunks(List.copyOf(receiptHandles), Queue.ENTRIES_PER_CALL), this::giveBackChunk, executor);
    }

    /**
     * Makes the messages visible again. Failures are ignored, because the messages become visible by themselves
     * later.
     */
    private List<String> giveBackChunk(List<String> handles) {
        try {
            queue.changeVisibilities(
                    numbered(handles, (id, handle) -> ChangeMessageVisibilityBatchRequestEntry.builder()
                            .id(id)
                            .receiptHandle(handle)
                            .visibilityTimeout(0)
                            .build()));
        } catch (UnavailableException | ServiceRefusalException e) {
            LOG.debugf(e, "%d dead letters stay hidden for a while", handles.size());
        }
        return handles;
    }

    /** @param entry makes an entry of an id and a receipt handle */
    private static <E> List<E> numbered(List<String> handles, BiFunction<String, String, E> entry) {
        return IntStream.range(0, handles.size())
                .mapToObj(i -> entry.apply(Integer.toString(i), handles.get(i)))
                .toList();
    }
}
