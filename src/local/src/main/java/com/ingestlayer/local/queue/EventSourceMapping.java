package com.ingestlayer.local.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * Polls the queue with several pollers, so that a slow batch does not delay the others. When an invocation fails as a whole, its
 * batch stays in the queue and comes back when its visibility timeout ends. While the number of messages in flight has reached
 * the limit, a poll receives nothing and reports no error, as with long polling of a standard queue (SQS Developer Guide,
 * "Amazon SQS message quotas"). Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {
    /** Short, because the queue stops only after its last poll has ended. */
    private static final Duration LONG_POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private static final QueueAttributeName IN_FLIGHT = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;

    private final SqsClient sqs;
    private final String queueUrl;
    private final String queueArn;
    private final LambdaFunction function;
    private final int inFlightLimit;
    private final AtomicInteger fullPolls = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private final List<Thread> pollers;
    private volatile boolean open = true;

    /**
     * Makes a mapping that does nothing until it is started.
     *
     * @param pollers how many batches may be in progress at the same time
     * @param inFlightLimit how many messages may be received and not yet deleted
     */
    public EventSourceMapping(
            SqsClient sqs, String queueUrl, String queueArn, LambdaFunction function, int pollers, int inFlightLimit) {
        this.inFlightLimit = inFlightLimit;
        this.sqs = requireNonNull(sqs, "sqs is null");
        this.queueUrl = requireNonNull(queueUrl, "queueUrl is null");
        this.queueArn = requireNonNull(queueArn, "queueArn is null");
        this.function = requireNonNull(function, "function is null");
        this.pollers = IntStream.range(0, pollers)
                .mapToObj(number -> {
                    Thread thread = new Thread(this::poll, "poller-" + number);
                    thread.setDaemon(true);
                    return thread;
                })
                .toList();
    }

    public void start() {
        pollers.forEach(Thread::start);
    }

    /** Returns how many polls received nothing because the limit was reached. */
    public int fullPolls() {
        return fullPolls.get();
    }

    /** Returns the largest number of messages in flight that a poll has seen. */
    public int mostInFlight() {
        return mostInFlight.get();
    }

    @Override
    public void close() {
        open = false;
        pollers.forEach(Thread::interrupt);
    }

    private void poll() {
        while (open) {
            try {
                if (isFull()) {
                    fullPolls.incrementAndGet();
                    pause(LONG_POLL);
                    continue;
                }
                List<Message> batch = sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                                .maxNumberOfMessages(StackLayout.DELIVERY_BATCH_SIZE)
                                .waitTimeSeconds((int) LONG_POLL.toSeconds())
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .messageAttributeNames("All"))
                        .messages();
                if (!batch.isEmpty() && open) {
                    handle(batch);
                }
            } catch (RuntimeException e) { // polling must go on after any failure
                if (open) {
                    System.out.println("queue | polling failed: " + e.getMessage());
                    pause(PAUSE_AFTER_ERROR);
                }
            }
        }
    }

    private boolean isFull() {
        String inFlight = sqs.getQueueAttributes(
                        request -> request.queueUrl(queueUrl).attributeNames(IN_FLIGHT))
                .attributes()
                .get(IN_FLIGHT);
        int count = Integer.parseInt(inFlight);
        mostInFlight.accumulateAndGet(count, Math::max);
        return count >= inFlightLimit;
    }

    private void handle(List<Message> batch) {
        try {
            Optional<byte[]> response = function.invoke(SqsEvent.of(batch, queueArn, StackLayout.REGION));
            if (response.isPresent()) {
                Set<String> failed = SqsEvent.failedMessageIds(batch, response.get());
                delete(batch.stream()
                        .filter(message -> !failed.contains(message.messageId()))
                        .toList());
            }
        } catch (FunctionErrorException e) {
            System.out.println("queue | a batch of " + batch.size() + " stays in the queue: " + e.getMessage());
        }
    }

    private void delete(List<Message> done) {
        if (!done.isEmpty()) {
            sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl)
                    .entries(done.stream()
                            .map(message -> DeleteMessageBatchRequestEntry.builder()
                                    .id(message.messageId())
                                    .receiptHandle(message.receiptHandle())
                                    .build())
                            .toList()));
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
