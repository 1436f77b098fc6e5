package com.ingestlayer.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.Trace;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.Taps;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.dispatch.InMemoryOversizedBodies;
import com.ingestlayer.dispatch.MalformedMessageException;
import com.ingestlayer.event.Ids;
import com.ingestlayer.telemetry.XRayHeader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

class SqsDeliveryQueueTest {
    private static final Executor WORKERS = Workers.start("test");

    private final Ids ids = new Ids(Clock.systemUTC(), new Random());
    private final InMemoryOversizedBodies oversized = new InMemoryOversizedBodies();
    private final String queueUrl = TestEngines.newQueue();
    private final String deadLetterQueueUrl = TestEngines.newQueue();
    private Optional<XRayHeader> trace = Optional.empty();

    private SqsDeliveryQueue queue(SqsClient client) {
        return new SqsDeliveryQueue(client, queueUrl, oversized, () -> trace, WORKERS, Clock.systemUTC());
    }

    private SqsRetryScheduler hider() {
        return new SqsRetryScheduler(TestEngines.sqs(), queueUrl, deadLetterQueueUrl, Clock.systemUTC());
    }

    private DeliveryMessage message(String body) {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "p", "acme");
        return new DeliveryMessage(
                Ids.delivery(key.eventId(), "p", "acme"),
                key,
                "a.b",
                DeliveryTarget.ofUrl("https://a.example/"),
                Optional.of(body),
                Instant.EPOCH);
    }

    private List<Message> received() {
        List<Message> all = new ArrayList<>();
        List<Message> batch;
        do {
            batch = TestEngines.sqs()
                    .receiveMessage(request -> request.queueUrl(queueUrl)
                            .maxNumberOfMessages(10)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                    .messages();
            all.addAll(batch);
        } while (!batch.isEmpty());
        return all;
    }

    @Test
    void aMessageArrivesUnchangedInTheGroupOfItsDestination() throws MalformedMessageException {
        DeliveryMessage message = message("{\"ü\":\"😀\"}");
        queue(TestEngines.sqs()).send(List.of(message));
        List<Message> received = received();
        assertThat(received).hasSize(1);
        assertThat(DeliveryMessageCodec.decode(received.get(0).body())).isEqualTo(message);
        assertThat(received.get(0).attributes()).containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "p/acme");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":\"\ufffe\"}", "{\"\uffff\":1}", "{\"a\":\"\\u0001\u0085\ufdd0\ufffd\udbff\udfff\"}"})
    void anyJsonTextArrivesUnchanged(String body) throws MalformedMessageException {
        DeliveryMessage message = message(body);
        DeliveryMessage other = message("{}");
        queue(TestEngines.sqs()).send(List.of(message, other));
        List<Message> received = received();
        assertThat(received).hasSize(2);
        for (Message each : received) {
            assertThat(DeliveryMessageCodec.decode(each.body())).isIn(message, other);
        }
    }

    /** The test engine is as strict as SQS. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "\u001f", "\ufffe"})
    void aSendersFaultIsAServiceRefusalAndNotRetried(String text) {
        CallCounter counter = new CallCounter();
        SqsSends sends = new SqsSends(counter.around(TestEngines.sqs()), queueUrl, "the deliveries queue", WORKERS);
        assertThatThrownBy(() -> sends.send(List.of(send("fine"), send(text))))
                .isInstanceOf(ServiceRefusalException.class)
                .hasMessageStartingWith("the deliveries queue refused SendMessageBatch with Invalid");
        assertThat(counter.calls()).isEqualTo(Map.of("SendMessageBatch", 1));
        assertThat(received()).singleElement().satisfies(taken -> assertThat(taken.body())
                .isEqualTo("fine"));
    }

    private static SqsSends.Send send(String text) {
        return new SqsSends.Send(text, Optional.empty(), Optional.empty(), Duration.ZERO);
    }

    @Test
    void throttledEntriesAreSentAgain() {
        AtomicInteger calls = new AtomicInteger();
        queue(Taps.on(TestEngines.sqs(), (operation, request, onwards) -> {
                    SendMessageBatchResponse.Builder answer = SendMessageBatchResponse.builder();
                    if (calls.incrementAndGet() == 1) {
                        answer.failed(failed((SendMessageBatchRequest) request, 0, "RequestThrottled", true));
                    }
                    return answer.build();
                }))
                .send(List.of(message("{}")));
        assertThat(calls).hasValue(2);
    }

    @Test
    void theTraceOfTheRequestIsSentWithTheMessage() {
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        trace = XRayHeader.parse(header);
        DeliveryMessage message = message("{}");
        queue(TestEngines.sqs()).send(List.of(message));
        assertThat(received()).singleElement().satisfies(received -> {
            assertThat(received.attributes()).containsEntry(MessageSystemAttributeName.AWS_TRACE_HEADER, header);
            assertThat(received.body()).isEqualTo(DeliveryMessageCodec.encode(message));
        });
    }

    @Test
    void fiveHundredMessagesTakeFiftyCalls() {
        CallCounter counter = new CallCounter();
        queue(counter.around(TestEngines.sqs()))
                .send(IntStream.range(0, 500).mapToObj(i -> message("{}")).toList());
        assertThat(counter.calls()).isEqualTo(Map.of("SendMessageBatch", 50));
        assertThat(received()).hasSize(500);
    }

    @Test
    void largeMessagesShareACallOnlyWhileTheyFit() {
        CallCounter counter = new CallCounter();
        queue(counter.around(TestEngines.sqs()))
                .send(IntStream.range(0, 10)
                        .mapToObj(i -> message("x".repeat(300_000)))
                        .toList());
        assertThat(counter.calls()).isEqualTo(Map.of("SendMessageBatch", 4));
        assertThat(received()).hasSize(10);
    }

    @Test
    void aBodyTooLargeForTheQueueIsStoredElsewhere() throws MalformedMessageException {
        DeliveryMessage message = message("\"".repeat(600_000)); // two characters each in the message
        queue(TestEngines.sqs()).send(List.of(message));
        assertThat(oversized.get(message.key())).isEqualTo(message.body());
        assertThat(DeliveryMessageCodec.decode(received().get(0).body())).isEqualTo(message.withoutBody());
    }

    private static BatchResultErrorEntry failed(
            SendMessageBatchRequest request, int entry, String code, boolean senderFault) {
        return BatchResultErrorEntry.builder()
                .id(request.entries().get(entry).id())
                .code(code)
                .senderFault(senderFault)
                .build();
    }

    /** Behaves like SQS under load: it rejects the last entry of a batch, for the given number of calls. */
    private static SqsClient lastEntryFails(int times) {
        AtomicInteger left = new AtomicInteger(times);
        return Taps.on(TestEngines.sqs(), (operation, request, onwards) -> {
            SendMessageBatchResponse answer = (SendMessageBatchResponse) onwards.get();
            if (left.getAndDecrement() <= 0) {
                return answer;
            }
            SendMessageBatchRequest send = (SendMessageBatchRequest) request;
            int last = send.entries().size() - 1;
            return answer.toBuilder()
                    .successful(answer.successful().subList(0, last))
                    .failed(failed(send, last, "ServiceUnavailable", false))
                    .build();
        });
    }

    @Test
    void onlyFailedEntriesAreSentAgain() {
        CallCounter counter = new CallCounter();
        queue(counter.around(lastEntryFails(2)))
                .send(IntStream.range(0, 3).mapToObj(i -> message("{}")).toList());
        assertThat(counter.calls()).isEqualTo(Map.of("SendMessageBatch", 3));
        assertThat(received()).hasSize(3 + 2); // the test's failed entries had been sent all the same
    }

    @Test
    void aQueueThatNeverTakesAllEntriesIsUnavailable() {
        SqsDeliveryQueue queue = queue(lastEntryFails(1000));
        assertThatThrownBy(() -> queue.send(List.of(message("{}")))).isInstanceOf(UnavailableException.class);
    }

    @Test
    void anUnreachableQueueIsUnavailable() {
        SqsDeliveryQueue queue = queue(TestEngines.sqsAt(URI.create("http://localhost:1")));
        assertThatThrownBy(() -> queue.send(List.of(message("{}"), message("{}"))))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the deliveries queue did not answer");
    }

    @Test
    void aHiddenMessageBecomesVisibleAtItsTime() {
        queue(TestEngines.sqs()).send(List.of(message("{}")));
        Message message = received().get(0);
        SqsRetryScheduler hider = hider();
        hider.hide(message.receiptHandle(), Duration.ofHours(12));
        assertThat(received()).isEmpty();
        hider.hide(message.receiptHandle(), Duration.ZERO);
        assertThat(received()).singleElement().satisfies(again -> assertThat(again.attributes())
                .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "2"));
    }

    @Test
    void aPostponedMessageIsNotReceivedEarly() {
        DeliveryMessage tomorrow = putOff(message("{}"), Duration.ofDays(1));
        queue(TestEngines.sqs()).send(List.of(tomorrow));
        assertThat(received()).isEmpty();
        assertThat(delayed()).isEqualTo(1);
        hider().postpone(
                        new ReceivedMessage("m", "r", 1, DeliveryMessageCodec.encode(tomorrow), Optional.empty()),
                        tomorrow);
        assertThat(received()).isEmpty();
        assertThat(delayed()).isEqualTo(2);
    }

    private static DeliveryMessage putOff(DeliveryMessage message, Duration wait) {
        return new DeliveryMessage(
                message.deliveryId(),
                message.key(),
                message.eventType(),
                message.target(),
                message.body(),
                message.enqueuedAt(),
                0,
                0,
                Optional.of(Instant.now().plus(wait)),
                false);
    }

    private int delayed() {
        QueueAttributeName delayed = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED;
        return Integer.parseInt(TestEngines.sqs()
                .getQueueAttributes(get -> get.queueUrl(queueUrl).attributeNames(delayed))
                .attributes()
                .get(delayed));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "900,900", "901,451", "1349,899", "1350,900", "1800,900", "43140,900"})
    void theRestOfASplitWaitIsNoticeableToASlowClock(long wait, long delay) {
        List<SendMessageBatchRequest> calls = new ArrayList<>();
        SqsClient sqs = Taps.on(TestEngines.sqs(), (operation, request, onwards) -> {
            calls.add((SendMessageBatchRequest) request);
            return SendMessageBatchResponse.builder().build();
        });
        Clock clock = Clock.fixed(Instant.parse("2026-01-31T10:00:00Z"), ZoneOffset.UTC);
        DeliveryMessage message = message("{}");
        DeliveryMessage putOff = new DeliveryMessage(
                message.deliveryId(),
                message.key(),
                message.eventType(),
                message.target(),
                message.body(),
                message.enqueuedAt(),
                0,
                2,
                Optional.of(clock.instant().plusSeconds(wait)),
                false);
        new SqsRetryScheduler(sqs, queueUrl, deadLetterQueueUrl, clock)
                .postpone(new ReceivedMessage("m", "r", 1, "what was received"), putOff);
        assertThat(calls).singleElement().satisfies(call -> {
            SendMessageBatchRequestEntry sent = call.entries().get(0);
            assertThat(sent.delaySeconds().longValue()).isEqualTo(delay);
            assertThat(sent.messageBody()).isEqualTo(DeliveryMessageCodec.encode(putOff));
            assertThat(sent.messageGroupId()).isEqualTo("p/acme");
        });
    }

    @Test
    void aDeadLetterIsSentWithoutAttemptsAndWithItsTrace() throws MalformedMessageException {
        Trace trace = new Trace("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", true);
        DeliveryMessage message = message("{}");
        hider().bury(new ReceivedMessage("m", "r", 5, "what was received", Optional.of(trace)), message);
        assertThat(received()).isEmpty();
        Message letter = TestEngines.sqs()
                .receiveMessage(request -> request.queueUrl(deadLetterQueueUrl)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .get(0);
        assertThat(DeliveryMessageCodec.decode(letter.body())).isEqualTo(message);
        assertThat(letter.attributes())
                .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "p/acme")
                .containsEntry(
                        MessageSystemAttributeName.AWS_TRACE_HEADER,
                        XRayHeader.of(trace).text());
    }

    @Test
    void theLongestNamesMakeAGroupThatSqsAccepts() {
        String group = MessageGroup.of(new DeliveryKey(ids.fresh(), "p".repeat(64), "D".repeat(64)));
        assertThat(group).isEqualTo("p".repeat(64) + "/" + "D".repeat(63));
    }

    /** The largest possible body leaves room for what hops and redrives add to the message. */
    @Test
    void theLargestMessageCanStillLeaveFlight() {
        DeliveryMessage largest = message("x".repeat(SqsSends.MAX_BYTES - 4096 - 320));
        queue(TestEngines.sqs()).send(List.of(largest));
        assertThat(oversized.get(largest.key())).isEmpty();
        DeliveryMessage later = new DeliveryMessage(
                largest.deliveryId(),
                largest.key(),
                largest.eventType(),
                largest.target(),
                largest.body(),
                largest.enqueuedAt(),
                100,
                4,
                Optional.of(Instant.now().plusSeconds(1)),
                false);
        hider().postpone(new ReceivedMessage("m", "r", 1, "what was received"), later);
        assertThat(delayed()).isEqualTo(1);
    }

    @Test
    void aDelayBeyondTheLimitIsRejected() {
        SqsRetryScheduler hider = hider();
        assertThatThrownBy(() -> hider.hide("x", Duration.ofHours(12).plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> hider.hide("x", Duration.ofSeconds(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageThatIsNoLongerInFlightIsUnavailable() {
        SqsRetryScheduler hider = hider();
        assertThatThrownBy(() -> hider.hide("no such receipt", Duration.ofSeconds(1)))
                .isInstanceOf(UnavailableException.class);
    }
}
