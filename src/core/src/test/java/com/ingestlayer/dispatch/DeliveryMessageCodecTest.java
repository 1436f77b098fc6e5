package com.ingestlayer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryMessageCodecTest {
    private static final String TEXT =
            "{\"v\":2,\"delivery_id\":\"dlv_1\",\"event_id\":\"evt_01ARZ3NDEKTSV4RRFFQ69G5FAV\",\"event_type\":\"a.b\","
                    + "\"pipeline\":\"p\",\"destination\":\"d\",\"kind\":\"webhook.out\",\"target\":\"https://a.example/…\",\"body\":\"{\\\"x\\\":\\\"ü\\\"}\","
                    + "\"enqueued_at\":\"2026-01-31T10:00:00Z\"}";
    private static final DeliveryMessage MESSAGE = new DeliveryMessage(
            "dlv_1",
            new DeliveryKey(new EventId("evt_01ARZ3NDEKTSV4RRFFQ69G5FAV"), "p", "d"),
            "a.b",
            DeliveryTarget.ofUrl("https://a.example/hooks?token=t"),
            Optional.of("{\"x\":\"ü\"}"),
            Instant.parse("2026-01-31T10:00:00Z"));

    @Test
    void theTextMatchesTheContract() {
        assertThat(DeliveryMessageCodec.encode(MESSAGE)).isEqualTo(TEXT);
    }

    /** A message from before targets were introduced, recorded from a queue of that time. */
    private static final String RECORDED_V1 =
            "{\"v\":1,\"delivery_id\":\"dlv_01KEYW8Q3DBF8VRGAAMVGZ9D5D\",\"event_id\":\"evt_01KFRM8V33ABCDEFGHJKMNPQRS\","
                    + "\"event_type\":\"feature.used\",\"pipeline\":\"track-feature-usage\",\"destination\":\"acme\","
                    + "\"url\":\"https://ops:pw@api.acme.com:8443/hooks/T0/secret?token=s3cret\",\"body\":\"{\\\"id\\\":1}\","
                    + "\"enqueued_at\":\"2026-01-24T12:51:45.123Z\",\"replay\":1}";

    @Test
    void aMessageOfTheFirstVersionIsReadAndItsUrlIsReducedToAPrintableTarget() throws MalformedMessageException {
        DeliveryMessage message = DeliveryMessageCodec.decode(RECORDED_V1);
        assertThat(message.target()).isEqualTo(new DeliveryTarget("webhook.out", "https://api.acme.com:8443/…"));
        assertThat(message.key().pipeline()).isEqualTo("track-feature-usage");
        assertThat(message.body()).hasValue("{\"id\":1}");
        assertThat(message.replay()).isEqualTo(1);
        assertThat(DeliveryMessageCodec.encode(message))
                .startsWith("{\"v\":2,")
                .contains("\"target\":\"https://api.acme.com:8443/…\"")
                .doesNotContain("url", "s3cret", "pw");
    }

    @Test
    void anEncodedMessageIsDecodedUnchanged() throws MalformedMessageException {
        assertThat(DeliveryMessageCodec.decode(TEXT)).isEqualTo(MESSAGE);
        DeliveryMessage bodiless = MESSAGE.withoutBody();
        assertThat(DeliveryMessageCodec.encode(bodiless))
                .contains("\"body_ref\":")
                .doesNotContain("\"body\":");
        assertThat(DeliveryMessageCodec.decode(DeliveryMessageCodec.encode(bodiless)))
                .isEqualTo(bodiless);
    }

    /** Tests the rule of the Amazon SQS API Reference, "SendMessage". */
    @Test
    void charactersThatSqsRefusesAreEscapedAndDecodedUnchanged() throws MalformedMessageException {
        StringBuilder every = new StringBuilder("\\");
        IntStream.rangeClosed(1, 0x10FFFF)
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .forEach(every::appendCodePoint);
        DeliveryMessage message = new DeliveryMessage(
                "dlv_1",
                MESSAGE.key(),
                "a.b",
                new DeliveryTarget("webhook.out", "https://a.example"),
                Optional.of(every.toString()),
                MESSAGE.enqueuedAt());
        String text = DeliveryMessageCodec.encode(message);
        assertThat(text.codePoints())
                .allMatch(c -> c == 0x9
                        || c == 0xA
                        || c == 0xD
                        || (c >= 0x20 && c <= 0xD7FF)
                        || (c >= 0xE000 && c <= 0xFFFD)
                        || c >= 0x10000);
        assertThat(DeliveryMessageCodec.decode(text)).isEqualTo(message);
    }

    @Test
    void aDelayedMessageSaysUntilWhen() throws MalformedMessageException {
        String text = TEXT.replace("00Z\"}", "00Z\",\"not_before\":\"2026-01-31T11:00:00Z\"}");
        DeliveryMessage message = DeliveryMessageCodec.decode(text);
        assertThat(message.notBefore()).hasValue(Instant.parse("2026-01-31T11:00:00Z"));
        assertThat(DeliveryMessageCodec.encode(message)).isEqualTo(text);
        assertThat(message.waitAt(Instant.parse("2026-01-31T10:59:00Z"))).isEqualTo(Duration.ofMinutes(1));
        assertThat(message.waitAt(Instant.parse("2026-01-31T11:00:01Z"))).isZero();
        assertThat(message.asReplay(1).notBefore()).isEmpty();
    }

    @Test
    void aWaitingMessageHasItsAttemptsAndADeadLetterHasNone() throws MalformedMessageException {
        DeliveryMessage waiting = MESSAGE.asReplay(1).waiting(3, Instant.parse("2026-01-31T11:00:00Z"));
        String text = DeliveryMessageCodec.encode(waiting);
        assertThat(text).contains("\"attempt\":3", "\"replay\":1", "\"not_before\":\"2026-01-31T11:00:00Z\"");
        assertThat(DeliveryMessageCodec.decode(text)).isEqualTo(waiting);
        assertThat(DeliveryMessageCodec.encode(waiting.asDeadLetter())).doesNotContain("attempt", "not_before");
        assertThat(waiting.asDeadLetter()).isEqualTo(MESSAGE.asReplay(1));
        assertThat(waiting.asRedriven().attempt()).isZero();
        assertThat(waiting.asRedriven().notBefore()).isEqualTo(waiting.notBefore());
        assertThatThrownBy(() -> DeliveryMessageCodec.decode(text.replace("\"attempt\":3", "\"attempt\":0")))
                .hasMessageContaining("field attempt");
    }

    @Test
    void unknownFieldsAreIgnored() throws MalformedMessageException {
        assertThat(DeliveryMessageCodec.decode(TEXT.replace("{\"v\":2,", "{\"v\":2,\"new\":{},")))
                .isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                | {{                 | not a JSON text",
                "\"v\":2          | \"v\":3            | field v: expected 1 or 2",
                "\"kind\"         | \"knd\"            | field kind",
                "\"target\"       | \"url\"            | field target",
                "evt_01           | evt_0              | field event_id",
                "\"event_type\"   | \"type\"           | field event_type",
                "\"body\"         | \"bdy\"            | field body",
                "2026-01-31T      | today              | field enqueued_at",
            })
    void aMessageInAnotherFormatIsRefusedWithTheReason(String right, String wrong, String reason) {
        assertThatThrownBy(() -> DeliveryMessageCodec.decode(TEXT.replace(right, wrong)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aReplayHasItsNumberAndAFirstRunHasNone() throws MalformedMessageException {
        assertThat(DeliveryMessageCodec.encode(MESSAGE)).doesNotContain("replay");
        String replay = DeliveryMessageCodec.encode(MESSAGE.asReplay(2));
        assertThat(replay).contains("\"v\":2,", "\"replay\":2");
        assertThat(DeliveryMessageCodec.decode(replay)).isEqualTo(MESSAGE.asReplay(2));
        for (String wrong : new String[] {"0", "-1", "\"2\"", "1.5", "null"}) {
            String text = replay.replace("\"replay\":2", "\"replay\":" + wrong);
            assertThatThrownBy(() -> DeliveryMessageCodec.decode(text)).hasMessageContaining("field replay");
        }
    }
}
