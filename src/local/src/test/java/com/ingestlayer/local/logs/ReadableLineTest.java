package com.ingestlayer.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadableLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"event\":\"event.accepted\",\"event_id\":\"evt_1\",\"type\":\"a.b\",\"source\":\"sdk.event\",\"duplicate\":false,\"deliveries\":1}"
                        + "|evt_1 a.b of sdk.event: accepted, 1 delivery",
                "{\"event\":\"event.accepted\",\"event_id\":\"evt_1\",\"type\":\"a.b\",\"source\":\"sdk.event\",\"duplicate\":true,\"deliveries\":0}"
                        + "|evt_1 a.b of sdk.event: duplicate",
                "{\"event\":\"event.accepted\",\"event_id\":\"evt_1\",\"type\":\"a.b\",\"source\":\"sdk.event\",\"duplicate\":true,\"payload_differs\":true,\"deliveries\":0}"
                        + "|evt_1 a.b of sdk.event: duplicate, with another payload",
                "{\"event\":\"event.accepted\",\"event_id\":\"evt_1\",\"type\":\"a.b\",\"source\":\"sdk.event\",\"duplicate\":false,\"deliveries\":0,\"dropped\":[{\"pipeline\":\"p\",\"reason\":\"filtered\"}]}"
                        + "|evt_1 a.b of sdk.event: accepted, 0 deliveries, filtered by p",
                "{\"event\":\"request.refused\",\"route\":\"POST /v1/ingest\",\"reason\":\"invalid_event\",\"message\":\"No.\",\"details\":2,\"sender\":\"key#x\"}"
                        + "|refused POST /v1/ingest of key#x: invalid_event: No. (2 details)",
                "{\"event\":\"delivery.attempted\",\"event_id\":\"evt_1\",\"delivery_id\":\"dlv_1\",\"pipeline\":\"p\",\"destination\":\"d\",\"attempt\":1,\"outcome\":\"retrying\",\"http_status\":500,\"duration_ms\":43,\"error\":\"HTTP 500\",\"next_in_s\":1,\"receive_count\":1}"
                        + "|evt_1 dlv_1 to p/d: attempt 1 retrying in 43 ms, HTTP 500, again in 1 s",
                "{\"event\":\"delivery.attempted\",\"event_id\":\"evt_1\",\"delivery_id\":\"dlv_1\",\"pipeline\":\"p\",\"destination\":\"d\",\"attempt\":3,\"outcome\":\"delivered\",\"http_status\":200,\"duration_ms\":4,\"receive_count\":3}"
                        + "|evt_1 dlv_1 to p/d: attempt 3 delivered in 4 ms",
                "{\"event\":\"log\",\"level\":\"WARN\",\"logger\":\"x\",\"message\":\"hello\"}|WARN hello",
                "{\"event\":\"of.tomorrow\"}|{\"event\":\"of.tomorrow\"}",
            })
    void aLineIsToldInWords(String line, String words) {
        assertThat(ReadableLine.of(line)).hasValue(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "{not JSON", "[1]", ""})
    void whatIsNoLineOfOursStaysAsItIs(String line) {
        assertThat(ReadableLine.of(line)).hasValue(line);
    }

    @Test
    void aFaultIsShownWithItsStack() {
        assertThat(ReadableLine.of(
                        "{\"event\":\"log\",\"level\":\"ERROR\",\"message\":\"m\",\"stack\":\"X\\n\\tat y\"}"))
                .hasValue("ERROR m\nX\n\tat y");
    }

    @Test
    void metricsAreForCloudWatch() {
        assertThat(ReadableLine.of("{\"_aws\":{},\"Stack\":\"local\"}")).isEmpty();
    }
}
