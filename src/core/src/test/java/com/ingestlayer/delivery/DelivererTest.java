package com.ingestlayer.delivery;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.Trace;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.dispatch.InMemoryOversizedBodies;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.signature.StandardWebhooks;
import com.ingestlayer.signature.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelivererTest {
    private static final String PIPELINE = """
            name: p
            status: paused
            destinations:
              - webhook.out: { name: signed, url: "https://s.example/", auth: { type: hmac, secret: "${secret:good}" } }
              - webhook.out: { name: bearer, url: "https://b.example/", auth: { type: bearer, secret: "${secret:good}" } }
              - webhook.out: { name: open, url: "https://o.example/" }
              - webhook.out: { name: rotating, url: "https://r.example/", auth: { type: hmac, secrets: ["${secret:good}", "${secret:other}"] } }
              - webhook.out: { name: half-set, url: "https://h.example/", auth: { type: hmac, secrets: ["${secret:good}", "${secret:none}"] } }
              - webhook.out: { name: weak, url: "https://w.example/", auth: { type: hmac, secret: "${secret:weak}" } }
              - webhook.out: { name: standard, url: "https://t.example/", auth: { type: hmac, scheme: standard-webhooks, secret: "${secret:base64}" } }
              - webhook.out: { name: no-base64, url: "https://n.example/", auth: { type: hmac, scheme: standard-webhooks, secret: "${secret:good}" } }
              - webhook.out: { name: extra, url: "https://e.example/", headers: { X-Team: growth, accept: "*/*" }, retry: [1s, 2s, 3s, 4s] }
              - webhook.out: { name: unset, url: "https://u.example/", auth: { type: hmac, secret: "${secret:none}" } }
            """;
    private static final Destinations DESTINATIONS = new Destinations(destinationsOf(PIPELINE));
    private static final Map<String, String> SECRETS = Map.of(
            "good", "whsec_for_the_tests",
            "other", "whsec_the_other_one",
            "weak", "too-short",
            "base64", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final Reply OK = new Reply.Answered(200, Optional.empty(), Optional.of("thanks"));
    private static final Reply BROKEN = new Reply.Answered(500, Optional.empty(), Optional.empty());

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final AtomicLong ticker = new AtomicLong();
    private final Ids ids = new Ids(clock, new Random(3));
    private final InMemoryDeliveryRecords records = new InMemoryDeliveryRecords();
    private final InMemoryOversizedBodies bodies = new InMemoryOversizedBodies();
    private final InMemoryRetryScheduler hider = new InMemoryRetryScheduler();
    private final Map<String, Duration> hidden = hider.hidden;
    private final List<WebhookRequest> sent = new CopyOnWriteArrayList<>();
    private final List<AttemptReport> told = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile Function<WebhookRequest, Reply> receiver = request -> OK;

    private final Deliverer deliverer = delivererWith(records);

    private Deliverer delivererWith(DeliveryRecords table) {
        return new Deliverer(
                table,
                new WebhookRequestFactory(
                        DESTINATIONS,
                        name -> Optional.ofNullable(SECRETS.get(name)).map(SigningSecret::new),
                        bodies,
                        "ingestlayer/test"),
                request -> {
                    sent.add(request);
                    return receiver.apply(request);
                },
                hider,
                Deliverer.LONGEST_HIDDEN_WAIT,
                new RetryPolicy(DESTINATIONS, RetrySchedule.DEFAULT, () -> 0L),
                told::add,
                threads,
                clock,
                ticker::get);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private DeliveryMessage message(String destination) {
        EventId event = ids.fresh();
        return new DeliveryMessage(
                Ids.delivery(event, "p", destination),
                new DeliveryKey(event, "p", destination),
                "a.b",
                DeliveryTarget.ofUrl("https://old.example/hooks"),
                Optional.of("{\"ü\":1}"),
                clock.instant());
    }

    private static ReceivedMessage received(String id, int count, DeliveryMessage message) {
        return new ReceivedMessage(id, "receipt-" + id, count, DeliveryMessageCodec.encode(message));
    }

    private DeliveryRecord record(DeliveryMessage message) {
        return records.find(List.of(message.key())).get(message.key());
    }

    @Test
    void aDeliveredMessageLeavesTheQueueAndItsAttemptIsRecorded() {
        DeliveryMessage message = message("signed");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(hidden).isEmpty();
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(record(message).attempts())
                .containsExactly(new Attempt(
                        1,
                        clock.instant(),
                        OptionalInt.of(200),
                        Duration.ZERO,
                        Optional.empty(),
                        Optional.of("thanks")));
    }

    @Test
    void theRequestCarriesIdsAttemptAndSignatureOfTheExactBody() {
        DeliveryMessage message = message("signed");
        deliverer.deliver(List.of(received("m", 1, message)));
        byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.url()).isEqualTo("https://s.example/");
            assertThat(request.body()).isEqualTo("{\"ü\":1}".getBytes(UTF_8));
            assertThat(request.headers())
                    .isEqualTo(Map.of(
                            "Content-Type",
                            "application/json",
                            "User-Agent",
                            "ingestlayer/test",
                            "X-Ingestlayer-Event-Id",
                            message.key().eventId().value(),
                            "X-Ingestlayer-Delivery-Id",
                            message.deliveryId(),
                            "X-Ingestlayer-Attempt",
                            "1",
                            "X-Ingestlayer-Signature",
                            WebhookSignature.sign(
                                    List.of(new SigningSecret("whsec_for_the_tests")), body, clock.instant())));
        });
    }

    @Test
    void bearerAndNoneSendNoSignature() {
        deliverer.deliver(List.of(received("m", 1, message("bearer"))));
        deliverer.deliver(List.of(received("n", 1, message("open"))));
        assertThat(sent.get(0).headers())
                .containsEntry("Authorization", "Bearer whsec_for_the_tests")
                .doesNotContainKey("X-Ingestlayer-Signature");
        assertThat(sent.get(1).headers()).doesNotContainKeys("Authorization", "X-Ingestlayer-Signature");
    }

    @Test
    void duringARotationTheBodyIsSignedWithEverySecret() {
        deliverer.deliver(List.of(received("m", 1, message("rotating"))));
        List<SigningSecret> secrets =
                List.of(new SigningSecret("whsec_for_the_tests"), new SigningSecret("whsec_the_other_one"));
        byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(sent.get(0).headers())
                .containsEntry("X-Ingestlayer-Signature", WebhookSignature.sign(secrets, body, clock.instant()));
    }

    @Test
    void standardWebhooksKeepTheirIdAndSignEveryAttempt() {
        receiver = request -> BROKEN;
        DeliveryMessage message = message("standard");
        deliverer.deliver(List.of(received("m", 1, message)));
        clock.advance(Duration.ofSeconds(30));
        deliverer.deliver(List.of(received("m", 2, message)));
        byte[] body = "{\"ü\":1}".getBytes(StandardCharsets.UTF_8);
        assertThat(sent).allSatisfy(request -> assertThat(request.headers())
                .containsEntry("webhook-id", message.deliveryId())
                .containsEntry("X-Ingestlayer-Delivery-Id", message.deliveryId())
                .containsEntry("X-Ingestlayer-Event-Id", message.key().eventId().value())
                .containsKey("X-Ingestlayer-Attempt")
                .doesNotContainKeys("X-Ingestlayer-Signature", "Authorization"));
        assertThat(sent.get(1).headers())
                .containsEntry(
                        "webhook-timestamp", Long.toString(clock.instant().getEpochSecond()))
                .containsAllEntriesOf(StandardWebhooks.headers(
                        message.deliveryId(),
                        List.of(new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
                        body,
                        clock.instant()));
        assertThat(sent)
                .extracting(request -> request.headers().get("webhook-signature"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDestinationsOwnHeadersAndScheduleAreUsed() {
        receiver = request -> BROKEN;
        deliverer.deliver(List.of(received("m", 3, message("extra"))));
        assertThat(sent.get(0).headers())
                .containsEntry("X-Team", "growth")
                .containsEntry("accept", "*/*")
                .containsEntry("Content-Type", "application/json");
        assertThat(hidden).containsExactly(Map.entry("receipt-m", Duration.ofSeconds(3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "half-set  | the secret \"none\" is not set",
                "weak      | the secret \"weak\" is too short: it needs at least 16 bytes",
                "no-base64 | the secret \"good\" is not base 64, as Standard Webhooks has it"
            })
    void anUnusableSecretFailsTheAttemptAndIsNamedButNotShown(String destination, String error) {
        DeliveryMessage message = message(destination);
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).containsExactly("m");
        assertThat(record(message).attempts().get(0).error()).hasValue(error);
        assertThat(sent).isEmpty();
    }

    @Test
    void shortWaitsAreHiddenLongOnesLeaveFlightAndFiveFailuresAreDeath() {
        receiver = request -> BROKEN;
        DeliveryMessage message = message("signed");
        DeliveryMessage sentOn = message.withTarget(DeliveryTarget.ofUrl("https://s.example/"));
        for (int receive = 1; receive <= 2; receive++) {
            assertThat(deliverer.deliver(List.of(received("m", receive, message))))
                    .containsExactly("m");
            waitsOneOf(message, receive, hidden.get("receipt-m"));
        }
        assertThat(hider.postponed).isEmpty();

        assertThat(deliverer.deliver(List.of(received("m", 3, message)))).isEmpty();
        assertThat(hider.postponed)
                .containsExactly(sentOn.waiting(3, clock.instant().plus(Duration.ofMinutes(10))));
        waitsOneOf(message, 3, Duration.ofMinutes(10));

        assertThat(deliverer.deliver(List.of(received("n", 1, hider.postponed.get(0)))))
                .isEmpty();
        assertThat(hider.postponed.get(1))
                .isEqualTo(sentOn.waiting(4, clock.instant().plus(Duration.ofHours(1))));
        waitsOneOf(message, 4, Duration.ofHours(1));

        assertThat(deliverer.deliver(List.of(received("o", 1, hider.postponed.get(1)))))
                .isEmpty();
        assertThat(hider.buried).containsExactly(sentOn);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(record(message).nextAttemptAt()).isEmpty();
        assertThat(record(message).attempts()).hasSize(5);
        assertThat(sent)
                .extracting(request -> request.headers().get("X-Ingestlayer-Attempt"))
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(sent)
                .extracting(request -> request.headers().get("X-Ingestlayer-Signature"))
                .doesNotHaveDuplicates();
    }

    /** Asserts that the record plans the schedule's wait with this number, and lets it pass. */
    private void waitsOneOf(DeliveryMessage message, int number, Duration wait) {
        assertThat(wait).isEqualTo(RetrySchedule.DEFAULT.waits().get(number - 1));
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(record(message).nextAttemptAt()).hasValue(clock.instant().plus(wait));
        clock.advance(wait);
    }

    private static final Reply ASKS_FOR_AN_HOUR =
            new Reply.Answered(429, Optional.of(Duration.ofHours(1)), Optional.empty());

    @Test
    void aLongRetryAfterLeavesFlightFromTheFirstAttempt() {
        receiver = request -> ASKS_FOR_AN_HOUR;
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(hidden).isEmpty();
        assertThat(hider.postponed).singleElement().satisfies(copy -> {
            assertThat(copy.attempt()).isEqualTo(1);
            assertThat(copy.notBefore()).hasValue(clock.instant().plus(Duration.ofHours(1)));
        });
    }

    @Test
    void ifTheQueueRefusesTheCopyTheMessageStaysAndTheRecordSaysSo() {
        receiver = request -> ASKS_FOR_AN_HOUR;
        hider.sends.set(true);
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).containsExactly("m");
        assertThat(hidden).containsExactly(Map.entry("receipt-m", Deliverer.LONGEST_HIDDEN_WAIT));
        assertThat(record(message).nextAttemptAt()).hasValue(clock.instant().plus(Deliverer.LONGEST_HIDDEN_WAIT));
    }

    @Test
    void ifTheDeadLetterCannotBeSentTheDeliveryIsNotDeadYet() {
        receiver = request -> BROKEN;
        hider.sends.set(true);
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 5, message)))).containsExactly("m");
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.RETRYING);
        hider.sends.set(false);
        assertThat(deliverer.deliver(List.of(received("m", 1, message.waiting(5, clock.instant())))))
                .isEmpty();
        assertThat(hider.buried).hasSize(1);
        assertThat(sent).hasSize(2);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DEAD);
    }

    @Test
    void ifTheTableRefusesTheFinalRecordTheDeadLetterIsSentOnce() {
        receiver = request -> BROKEN;
        records.writes.refuse();
        assertThat(deliverer.deliver(List.of(received("m", 5, message("open")))))
                .isEmpty();
        assertThat(hider.buried).hasSize(1);
    }

    @Test
    void aRepeatOfAMessageThatLeftFlightIsDropped() {
        receiver = request -> BROKEN;
        DeliveryMessage message = message("open");
        deliverer.deliver(List.of(received("m", 3, message)));
        clock.advance(Duration.ofMinutes(3));
        assertThat(deliverer.deliver(List.of(received("m", 4, message)))).isEmpty();
        assertThat(sent).hasSize(1);
        assertThat(hider.postponed).hasSize(1);
    }

    @Test
    void anUnrecordedAttemptReleasesItsMessageIfACopyWaits() {
        receiver = request -> BROKEN;
        records.writes.set(true);
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 3, message)))).isEmpty();
        assertThat(hider.postponed).singleElement().satisfies(copy -> assertThat(copy.attempt())
                .isEqualTo(3));
        assertThat(hidden).isEmpty();
    }

    @Test
    void duringALongOutageTheMessageLeavesFlightWithoutLosingAnAttempt() {
        records.reads.set(true);
        DeliveryMessage message = message("open").waiting(3, clock.instant());
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(hider.postponed)
                .containsExactly(message.waiting(3, clock.instant().plus(Duration.ofMinutes(15))));
        DeliveryMessage last = message.waiting(4, clock.instant());
        assertThat(deliverer.deliver(List.of(received("n", 1, last)))).isEmpty();
        assertThat(hider.postponed.get(1).attempt()).isEqualTo(4);
        assertThat(sent).isEmpty();
    }

    @Test
    void anOutageDoesNotShortenAWait() {
        records.reads.set(true);
        DeliveryMessage message = message("open").waiting(3, clock.instant().plus(Duration.ofHours(6)));
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(hider.postponed).containsExactly(message);
    }

    /**
     * A missing permission does not come back by itself: if the message were sent again each time, it would circulate
     * forever.
     */
    @Test
    void aRefusalByTheTableIsCountedByTheQueueEvenAtTheLastAttempt() {
        records.reads.refuse();
        DeliveryMessage last = message("open").waiting(4, clock.instant());
        assertThat(deliverer.deliver(List.of(received("m", 1, last)))).containsExactly("m");
        assertThat(hidden).containsExactly(Map.entry("receipt-m", Deliverer.LONGEST_HIDDEN_WAIT));
        assertThat(hider.postponed).isEmpty();
    }

    @Test
    void aFaultOfOursIsHiddenBrieflySoThatTheQueueCountsIt() {
        receiver = request -> {
            throw new IllegalStateException("a fault of ours");
        };
        assertThat(deliverer.deliver(List.of(received("m", 4, message("open")))))
                .containsExactly("m");
        assertThat(hidden).containsExactly(Map.entry("receipt-m", Deliverer.LONGEST_HIDDEN_WAIT));
        assertThat(hider.postponed).isEmpty();
    }

    @Test
    void aRedrivenMessageRestartsTheScheduleAndKeepsCountingAttempts() {
        receiver = request -> BROKEN;
        DeliveryMessage message = message("signed");
        deliverer.deliver(List.of(received("m", 1, message)));
        deliverer.deliver(List.of(received("n", 1, message.waiting(4, clock.instant()))));
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DEAD);
        hidden.clear();
        deliverer.deliver(List.of(received("o", 1, hider.buried.get(0))));
        assertThat(hidden).containsExactly(Map.entry("receipt-o", Duration.ofSeconds(30)));
        assertThat(record(message).attempts()).hasSize(3);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.RETRYING);
    }

    @Test
    void aMessageThatWasDeliveredBeforeIsNotSentAgain() {
        DeliveryMessage message = message("signed");
        deliverer.deliver(List.of(received("m", 1, message)));
        assertThat(deliverer.deliver(List.of(received("m", 2, message)))).isEmpty();
        assertThat(sent).hasSize(1);
    }

    @Test
    void aPoisonMessageGoesToTheDeadLetterQueueWithoutBlockingOthers() {
        DeliveryMessage message = message("signed");
        assertThat(deliverer.deliver(
                        List.of(new ReceivedMessage("bad", "receipt-bad", 1, "hello"), received("good", 1, message))))
                .containsExactly("bad");
        assertThat(hidden).containsExactly(Map.entry("receipt-bad", Duration.ZERO));
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void messagesOfABatchAreSentInParallel() {
        CountDownLatch allThere = new CountDownLatch(10);
        receiver = request -> {
            allThere.countDown();
            try {
                allThere.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return OK;
        };
        List<ReceivedMessage> batch = IntStream.range(0, 10)
                .mapToObj(i -> received("m" + i, 1, message("open")))
                .toList();
        assertThat(deliverer.deliver(batch)).isEmpty();
    }

    /** The hanging request comes first, and ends only after all others are done. */
    @Test
    void aHangingReceiverDoesNotBlockTheRestOfItsBatch() {
        CountDownLatch others = new CountDownLatch(9);
        receiver = request -> {
            if (!request.url().contains("//b.")) {
                return OK;
            }
            try {
                others.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Reply.NotAnswered("no whole answer within 10000 ms");
        };
        Deliverer counting = delivererWith(new DeliveryRecords() {
            @Override
            public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
                return records.find(keys);
            }

            @Override
            public boolean append(
                    DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt) {
                boolean written = records.append(message, attempt, status, nextAttemptAt);
                others.countDown();
                return written;
            }
        });
        List<ReceivedMessage> batch = IntStream.range(0, 10)
                .mapToObj(i -> received("m" + i, 1, message(i == 0 ? "bearer" : "open")))
                .toList();
        assertThat(counting.deliver(batch)).containsExactly("m0");
    }

    @Test
    void aClockThatIsSetBackDuringAnAttemptDoesNotFalsifyItsDuration() {
        Instant start = clock.instant();
        receiver = request -> {
            clock.advance(Duration.ofMinutes(-2));
            ticker.addAndGet(TimeUnit.MILLISECONDS.toNanos(40) + 999_999);
            return BROKEN;
        };
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).containsExactly("m");
        assertThat(record(message).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.at()).isEqualTo(start);
            assertThat(attempt.took()).isEqualTo(Duration.ofMillis(40));
        });
        assertThat(record(message).nextAttemptAt()).hasValue(clock.instant().plus(hidden.get("receipt-m")));
        assertThat(told.get(0).sinceAccepted()).isZero();

        clock.advance(Duration.ofMinutes(-2));
        deliverer.deliver(List.of(received("m", 2, message)));
        assertThat(record(message).attempts()).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void messagesOfABatchAreIndependent() {
        receiver = request -> {
            if (request.url().contains("//o.")) {
                throw new IllegalStateException("a fault of ours");
            }
            return request.url().contains("//b.") ? BROKEN : OK;
        };
        DeliveryMessage signed = message("signed");
        assertThat(deliverer.deliver(List.of(
                        received("open", 1, message("open")),
                        received("signed", 1, signed),
                        received("bearer", 2, message("bearer")))))
                .containsExactlyInAnyOrder("open", "bearer");
        assertThat(hidden)
                .isEqualTo(Map.of("receipt-open", Duration.ofSeconds(30), "receipt-bearer", Duration.ofMinutes(2)));
    }

    @Test
    void ifRecordsCannotBeReadNothingIsSentAndEverythingWaits() {
        records.reads.set(true);
        assertThat(deliverer.deliver(List.of(received("m", 1, message("open")))))
                .containsExactly("m");
        assertThat(sent).isEmpty();
        assertThat(hidden).containsExactly(Map.entry("receipt-m", Duration.ofSeconds(30)));
    }

    @Test
    void aRefusalByTheTableAlsoKeepsEverythingInTheQueue() {
        records.reads.refuse();
        assertThat(deliverer.deliver(List.of(received("m", 1, message("open")), received("n", 1, message("open")))))
                .containsExactlyInAnyOrder("m", "n");
        assertThat(sent).isEmpty();
        assertThat(hidden).containsOnlyKeys("receipt-m", "receipt-n");
    }

    @Test
    void aQueueThatRefusesToHideAMessageStillKeepsIt() {
        receiver = request -> BROKEN;
        hider.queue.refuse();
        assertThat(deliverer.deliver(List.of(received("m", 1, message("open")))))
                .containsExactly("m");
    }

    @Test
    void aDeliveryThatCouldNotBeRecordedIsSentAgainUnderTheSameIds() {
        records.writes.set(true);
        DeliveryMessage message = message("open");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).containsExactly("m");
        records.writes.set(false);
        assertThat(deliverer.deliver(List.of(received("m", 2, message)))).isEmpty();
        assertThat(sent)
                .extracting(request -> request.headers().get("X-Ingestlayer-Delivery-Id"))
                .containsOnly(message.deliveryId())
                .hasSize(2);
        assertThat(record(message).attempts()).hasSize(1);
    }

    @Test
    void aSuccessIsRecordedEvenIfAnotherCopyFailedFaster() {
        DeliveryMessage message = message("open");
        receiver = request -> {
            records.append(
                    message,
                    new Attempt(
                            1, clock.instant(), OptionalInt.of(500), Duration.ZERO, Optional.of("x"), Optional.empty()),
                    DeliveryStatus.RETRYING,
                    Optional.of(clock.instant()));
            return OK;
        };
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(record(message).attempts()).extracting(Attempt::number).containsExactly(1, 2);
    }

    @Test
    void anAttemptIsRecordedOnceEvenIfTheTablesAnswerIsLost() {
        DeliveryRecords answerLost = new DeliveryRecords() {
            @Override
            public Map<DeliveryKey, DeliveryRecord> find(Collection<DeliveryKey> keys) {
                return records.find(keys);
            }

            /** Writes, and then returns what the SDK's second try gets: that the condition does not hold. */
            @Override
            public boolean append(
                    DeliveryMessage message, Attempt attempt, DeliveryStatus status, Optional<Instant> nextAttemptAt) {
                records.append(message, attempt, status, nextAttemptAt);
                return false;
            }
        };
        DeliveryMessage message = message("open");
        receiver = request -> BROKEN;
        assertThat(delivererWith(answerLost).deliver(List.of(received("m", 1, message))))
                .containsExactly("m");
        assertThat(record(message).attempts()).hasSize(1);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(hidden).containsEntry("receipt-m", Duration.ofSeconds(30));
    }

    @Test
    void anUnsetSecretFailsTheAttemptWithThatReason() {
        DeliveryMessage message = message("unset");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).containsExactly("m");
        assertThat(record(message).attempts().get(0).error()).hasValue("the secret \"none\" is not set");
        assertThat(sent).isEmpty();
    }

    @Test
    void aDeliveryToARemovedDestinationIsDeadAtOnceWithThatReason() {
        DeliveryMessage message = message("gone");
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(record(message).attempts()).singleElement().satisfies(attempt -> assertThat(attempt.error())
                .hasValue("the configuration has no destination \"gone\" in pipeline \"p\" any more"));
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(hider.buried).containsExactly(message);
        assertThat(hidden).isEmpty();
        assertThat(sent).isEmpty();
    }

    @Test
    void aDeliveryWhoseBodyHasExpiredIsDeadAtOnce() {
        DeliveryMessage message = message("open").withoutBody();
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(record(message).attempts().get(0).error()).hasValue("the body in the Events table has expired");
        assertThat(hider.buried).containsExactly(message.withTarget(DeliveryTarget.ofUrl("https://o.example/")));
    }

    /**
     * The destination has moved from partner A to partner B and now has B's secret, while messages from A's time are in
     * flight.
     */
    @Test
    void addressAndCredentialComeFromTheCurrentConfiguration() {
        DeliveryMessage message = message("bearer");
        String first = DeliveryMessageCodec.encode(message)
                .replace("\"v\":2", "\"v\":1")
                .replaceFirst("\"kind\":[^,]+,\"target\":[^,]+,", "\"url\":\"https://partner-a.example/hooks?k=1\",");
        assertThat(first).contains("partner-a");
        deliverer.deliver(List.of(received("m", 1, message), new ReceivedMessage("n", "receipt-n", 1, first)));
        assertThat(sent).isNotEmpty().allSatisfy(request -> {
            assertThat(request.url()).isEqualTo("https://b.example/");
            assertThat(request.headers()).containsEntry("Authorization", "Bearer whsec_for_the_tests");
        });
        assertThat(record(message).target()).hasValue(DeliveryTarget.ofUrl("https://b.example/"));
    }

    @Test
    void aBodyThatWasTooLargeForTheQueueIsFetched() {
        DeliveryMessage message = message("open");
        bodies.put(message.key(), "{\"large\":true}");
        assertThat(deliverer.deliver(List.of(received("m", 1, message.withoutBody()))))
                .isEmpty();
        assertThat(sent.get(0).body()).isEqualTo("{\"large\":true}".getBytes(UTF_8));
    }

    @Test
    void aRedirectIsAFailureAndTheRecordSaysWhy() {
        receiver = request -> new Reply.Answered(302, Optional.empty(), Optional.empty());
        DeliveryMessage message = message("open");
        deliverer.deliver(List.of(received("m", 1, message)));
        assertThat(record(message).attempts().get(0).error()).hasValue("HTTP 302: redirects are not followed");
    }

    @Test
    void aMessageThatCannotBeHiddenStillStaysInTheQueue() {
        receiver = request -> BROKEN;
        hider.queue.set(true);
        assertThat(deliverer.deliver(List.of(received("m", 1, message("open")))))
                .containsExactly("m");
    }

    @Test
    void aDelayedMessageIsSentAgainAndNotAttemptedBeforeItsTime() {
        DeliveryMessage message = delayed(message("open"), Duration.ofHours(1));
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(hider.postponed).containsExactly(message);
        assertThat(sent).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(deliverer.deliver(List.of(received("m", 1, message)))).isEmpty();
        assertThat(sent).hasSize(1);
        assertThat(record(message).attempts()).hasSize(1);
    }

    @Test
    void aMessageThatCannotBeDelayedStaysInTheQueue() {
        hider.queue.set(true);
        assertThat(deliverer.deliver(List.of(received("m", 1, delayed(message("open"), Duration.ofHours(1))))))
                .containsExactly("m");
        assertThat(sent).isEmpty();
    }

    private DeliveryMessage delayed(DeliveryMessage message, Duration wait) {
        return new DeliveryMessage(
                message.deliveryId(),
                message.key(),
                message.eventType(),
                message.target(),
                message.body(),
                message.enqueuedAt(),
                0,
                0,
                Optional.of(clock.instant().plus(wait)),
                false);
    }

    @Test
    void eachAttemptIsReportedWithItsOutcome() {
        DeliveryMessage message = message("signed");
        receiver = request -> BROKEN;
        clock.advance(Duration.ofSeconds(2));
        deliverer.deliver(List.of(received("m", 1, message)));
        receiver = request -> OK;
        clock.advance(Duration.ofSeconds(30));
        deliverer.deliver(List.of(received("m", 2, message)));
        assertThat(told).extracting(report -> report.attempt().number()).containsExactly(1, 2);
        assertThat(told)
                .extracting(report -> report.outcome().status())
                .containsExactly(DeliveryStatus.RETRYING, DeliveryStatus.DELIVERED);
        assertThat(told).extracting(AttemptReport::receiveCount).containsExactly(1, 2);
        assertThat(told)
                .extracting(AttemptReport::sinceAccepted)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(32));
    }

    @Test
    void theTraceOfTheMessageIsPassedToTheReceiver() {
        DeliveryMessage message = message("open");
        Trace trace = new Trace("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", true);
        deliverer.deliver(List.of(
                new ReceivedMessage("m", "receipt-m", 1, DeliveryMessageCodec.encode(message), Optional.of(trace))));
        assertThat(sent.get(0).headers())
                .containsEntry("traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
        assertThat(told.get(0).trace()).hasValue(trace);
    }

    @Test
    void withoutATraceThereIsNoTraceparent() {
        deliverer.deliver(List.of(received("m", 1, message("open"))));
        assertThat(sent.get(0).headers()).doesNotContainKey("traceparent");
    }

    @Test
    void anEmptyBatchSucceeds() {
        assertThat(deliverer.deliver(List.of())).isEmpty();
    }

    @Test
    void aReplayOfADeliveredMessageIsSentExactlyOnce() {
        DeliveryMessage message = message("signed");
        deliverer.deliver(List.of(received("m", 1, message)));
        assertThat(deliverer.deliver(List.of(received("r", 1, message.asReplay(1)))))
                .isEmpty();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).headers()).doesNotContainKey("X-Ingestlayer-Replay");
        assertThat(sent.get(1).headers())
                .containsEntry("X-Ingestlayer-Replay", "1")
                .containsEntry("X-Ingestlayer-Attempt", "2")
                .containsEntry("X-Ingestlayer-Delivery-Id", message.deliveryId());
        assertThat(record(message).attempts()).extracting(Attempt::replay).containsExactly(0, 1);
        deliverer.deliver(List.of(received("r", 2, message.asReplay(1)), received("m", 2, message)));
        assertThat(sent).hasSize(2);
        deliverer.deliver(List.of(received("s", 1, message.asReplay(2))));
        assertThat(sent).hasSize(3);
        assertThat(record(message).nextReplay()).isEqualTo(3);
    }

    @Test
    void aRunIsOverOnceALaterReplayWasDelivered() {
        DeliveryMessage message = message("signed");
        receiver = request -> BROKEN;
        deliverer.deliver(List.of(received("m", 1, message)));
        receiver = request -> OK;
        deliverer.deliver(List.of(received("r", 1, message.asReplay(1))));
        assertThat(deliverer.deliver(List.of(received("m", 2, message)))).isEmpty();
        assertThat(sent).hasSize(2);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DELIVERED);
    }

    @Test
    void aFailedReplayIsRetriedAndDiesLikeAFirstRun() {
        DeliveryMessage message = message("signed");
        deliverer.deliver(List.of(received("m", 1, message)));
        receiver = request -> BROKEN;
        assertThat(deliverer.deliver(List.of(received("r", 1, message.asReplay(1)))))
                .containsExactly("r");
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.RETRYING);
        assertThat(deliverer.deliver(List.of(received("m", 2, message)))).isEmpty();
        assertThat(deliverer.deliver(List.of(received("r", 5, message.asReplay(1)))))
                .isEmpty();
        assertThat(hider.buried).extracting(DeliveryMessage::replay).containsExactly(1);
        assertThat(record(message).status()).isEqualTo(DeliveryStatus.DEAD);
        assertThat(sent).hasSize(3);
    }
}
