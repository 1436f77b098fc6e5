package com.ingestlayer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-01-31T09:30:00Z,             2026-01-31T09:30:00Z",
        "2026-01-31t09:30:00z,             2026-01-31T09:30:00Z",
        "2026-01-31 09:30:00Z,             2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00+0000,         2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00-00:00,        2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00+0130,         2026-01-31T08:00:00Z",
        "2026-01-31T09:30:00-0800,         2026-01-31T17:30:00Z",
        "2026-01-31T09:30:00+02,           2026-01-31T07:30:00Z",
        "2026-01-31T09:30:00+02:00,        2026-01-31T07:30:00Z",
        "2026-01-31T09:30:00+23:59,        2026-01-30T09:31:00Z",
        "2026-01-31T09:30Z,                2026-01-31T09:30:00Z",
        "2026-01-31T09:30:00.5Z,           2026-01-31T09:30:00.500Z",
        "'2026-01-31T09:30:00,123456789Z', 2026-01-31T09:30:00.123456789Z",
        "2024-02-29 23:59:59.999-0001,     2024-03-01T00:00:59.999Z"
    })
    void readsTheFormsThatSendersUse(String text, Instant expected) {
        assertEquals(Optional.of(expected), Times.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2016-12-31T23:59:60Z,          2017-01-01T00:00:00Z",
        "2016-12-31T23:59:60.7Z,        2017-01-01T00:00:00Z",
        "2017-01-01T08:59:60+0900,      2017-01-01T00:00:00Z",
        "2026-01-31 09:30:60+00:00,     2026-01-31T09:31:00Z"
    })
    void readsALeapSecondAsTheStartOfTheNextSecond(String text, Instant expected) {
        assertEquals(Optional.of(expected), Times.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-31",
                "2026-01-31T09:30:00",
                "2026-01-31T09:30:00 02:00", // what a query string turns +02:00 into
                "2026-01-31 09:30:00  Z",
                "2026-01-31T09:30:00Z ",
                " 2026-01-31T09:30:00Z",
                "2026-01-31T09:30:61Z",
                "2026-01-31T09:60:00Z",
                "2026-01-31T24:00:00Z",
                "2026-02-30T09:30:00Z",
                "2026-13-01T09:30:00Z",
                "2026-00-01T09:30:00Z",
                "2026-01-31T09:30:00.Z",
                "2026-01-31T09:30:00.1234567890Z",
                "2026-01-31T09:30.5Z",
                "2026-01-31T09:30:00+",
                "2026-01-31T09:30:00+1",
                "2026-01-31T09:30:00+010",
                "2026-01-31T09:30:00+01:",
                "2026-01-31T09:30:00+01:5",
                "2026-01-31T09:30:00+24:00",
                "2026-01-31T09:30:00+01:60",
                "2026-01-31T09:30:00+01:00:00",
                "20260131T093000Z",
                "+12026-01-31T09:30:00Z",
                "-2026-01-31T09:30:00Z",
                "2026-1-31T09:30:00Z",
                "2026-01-31_09:30:00Z",
                "2026-01-31T09:30:00[Europe/Berlin]",
                "1769851800",
                "٢٠٢٦-01-31T09:30:00Z"
            })
    void rejectsEverythingElse(String text) {
        assertEquals(Optional.empty(), Times.parse(text));
    }

    @Test
    void readsItsOwnOutput() {
        Instant moment = Instant.parse("2026-01-31T09:30:00.120Z");
        assertEquals(Optional.of(moment), Times.parse(Times.format(moment)));
    }
}
