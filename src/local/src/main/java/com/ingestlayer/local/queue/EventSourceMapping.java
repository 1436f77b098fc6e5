package com.ingestlayer.local.queue;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.LambdaFunction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Polls the queue with several pollers, so that a slow batch does not hold up the others. A batch whose function failed as
 * a whole stays in the queue and comes back when its visibility timeout ends. Thread-safe.
 */
public final class EventSourceMapping implements AutoCloseable {
    /** Short, because the queue ends only when the last poll has. */
    private static final Duration LONG_POLL = Duration.ofSeconds(1);

    private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);

    private final SqsClient sqs;
    private final String queueUrl;
    private final String queueArn;
    private final LambdaFunction function;
    private final List<Thread> pollers;
    private volatile boolean open = true;

    /** @param pollers how many batches may be under way at once */
    public EventSourceMapping(SqsClient sqs, String queueUrl, String queueArn, LambdaFunction function, int pollers) {
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

    @Override
    public void close() {
        open = false;
        pollers.forEach(Thread::interrupt);
    }

    private void poll() {
        while (open) {
            try {
                List<Message> batch = sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                                .maxNumberOfMessages(StackLayout.DELIVERY_BATCH_SIZE)
                                .waitTimeSeconds((int) LONG_POLL.toSeconds())
                                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                                .messageAttributeNames("All"))
                        .messages();
                if (!batch.isEmpty() && open) {
                    handle(batch);
                }
            } catch (SdkException | IllegalStateException e) {
                if (open) {
                    System.out.println("queue | polling failed: " + e.getMessage());
                    pause();
                }
            }
        }
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_ERROR.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
