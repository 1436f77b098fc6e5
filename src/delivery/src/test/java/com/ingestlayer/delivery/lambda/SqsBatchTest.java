package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.ingestlayer.Trace;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsBatchTest {
    /** Reads events and writes responses as quarkus-amazon-lambda does. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
            .build();

    private static List<ReceivedMessage> read(String event) throws IOException {
        return SqsBatch.read(JSON.readValue(event, SQSEvent.class));
    }

    @Test
    void aRecordedEventIsRead() throws IOException, MalformedMessageException {
        try (InputStream event = SqsBatchTest.class.getResourceAsStream("/sqs-event.json")) {
            List<ReceivedMessage> messages = SqsBatch.read(JSON.readValue(event, SQSEvent.class));
            assertThat(messages)
                    .extracting(ReceivedMessage::messageId)
                    .containsExactly("059f36b4-87a3-44ab-83d2-661975830a7d", "2e1424d4-f796-459a-8184-9c92662be6da");
            assertThat(messages)
                    .extracting(ReceivedMessage::receiptHandle)
                    .containsExactly("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a", "AQEBzWwaftRI0KuVm4tP+/7q1rGgNqicHq");
            assertThat(messages).extracting(ReceivedMessage::receiveCount).containsExactly(1, 2);
            assertThat(messages)
                    .extracting(message -> message.trace().orElseThrow())
                    .containsOnly(new Trace("697dd2a03f1c8a5e7d9b4c2a61e0f8b3", "5a7c9e1b3d2f4a68", false));
            assertThat(DeliveryMessageCodec.decode(messages.get(0).text()).body())
                    .hasValueSatisfying(body -> assertThat(body).contains("\"name\":\"Zoë\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Root=1-697dd2a0", "Root=1-00000000-000000000000000000000000;Sampled=0", "hello;=;"})
    void aMessageWithoutAValidTraceHeaderHasNoTrace(String header) throws IOException {
        assertThat(read("{\"Records\":[{\"attributes\":{\"AWSTraceHeader\":\"" + header + "\"}}]}"))
                .singleElement()
                .satisfies(message -> assertThat(message.trace()).isEmpty());
    }

    @Test
    void aTraceWithoutAParentGetsANewSpan() throws IOException {
        String header = "Root=1-697dd2a0-3f1c8a5e7d9b4c2a61e0f8b3;Sampled=1";
        assertThat(read("{\"Records\":[{\"attributes\":{\"AWSTraceHeader\":\"" + header + "\"}}]}"))
                .singleElement()
                .satisfies(message ->
                        assertThat(message.trace().orElseThrow().spanId()).matches("[0-9a-f]{16}"));
    }

    @Test
    void anEmptyBatchHasNoMessages() throws IOException {
        assertThat(read("{\"Records\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"Records\":null}", "{\"Messages\":[]}"})
    void anEventWithoutRecordsIsRejected(String event) {
        assertThatThrownBy(() -> read(event))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an SQS event: it has no Records");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "[]", "{\"Records\":{}}", "{\"Records\":["})
    void otherEventsAreNotReadAsSqsEvents(String event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"messageId\":null,\"receiptHandle\":null,\"body\":null,\"attributes\":null}",
                "{\"attributes\":{\"ApproximateReceiveCount\":\"many\",\"AWSTraceHeader\":null}}"
            })
    void anEmptyRecordDoesNotAffectItsBatch(String record) throws IOException {
        assertThat(read("{\"Records\":[" + record + ",{\"messageId\":\"b\",\"body\":\"text\"}]}"))
                .containsExactly(new ReceivedMessage("", "", 1, ""), new ReceivedMessage("b", "", 1, "text"));
    }

    @Test
    void theResponseNamesTheMessagesThatStay() throws IOException {
        assertThat(JSON.writeValueAsString(SqsBatch.response(List.of("a", "b"))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"},{\"itemIdentifier\":\"b\"}]}");
    }

    @Test
    void aResponseWithoutFailuresReleasesTheWholeBatch() throws IOException {
        assertThat(JSON.writeValueAsString(SqsBatch.response(List.of()))).isEqualTo("{\"batchItemFailures\":[]}");
    }
}
