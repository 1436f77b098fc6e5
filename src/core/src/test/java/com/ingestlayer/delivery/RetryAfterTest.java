package com.ingestlayer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "120, PT2M",
        "' 120 ', PT2M",
        "000000000000000000120, PT2M",
        "999999999, PT999999999S",
        "10000000000, PT999999999S",
        "99999999999999999999999999, PT999999999S"
    })
    void secondsAreRead(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sat, 31 Jan 2026 10:01:30 GMT     | PT1M30S",
                "Saturday, 31-Jan-26 10:01:30 GMT  | PT1M30S",
                "Sat Jan 31 10:01:30 2026          | PT1M30S",
                "Sun, 01 Feb 2026 10:00:00 GMT     | PT24H",
                "Sun, 1 Feb 2026 10:00:00 GMT      | PT24H",
                "Sunday, 01-Feb-26 10:00:00 GMT    | PT24H",
                "Sun Feb  1 10:00:00 2026          | PT24H",
                "Sat, 31 Jan 2026 10:00:00 GMT     | PT0S",
            })
    void aDateIsReadInEachOfTheThreeFormats(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(wait);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // 2076 is 50 years ahead, which RFC 9110 still treats as the future; 2077 would be more.
                "Friday, 31-Jan-76 10:00:00 GMT   | PT438288H",
                "Monday, 31-Jan-77 10:00:00 GMT   |",
                "Sunday, 06-Nov-94 08:49:37 GMT   |",
            })
    void aTwoDigitYearIsNeverMoreThanFiftyYearsAhead(String header, Duration wait) {
        assertThat(RetryAfter.parse(header, NOW)).isEqualTo(Optional.ofNullable(wait));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "٣",
                "Sat, 31 Jan 2026 09:59:59 GMT",
                "Mon, 31 Jan 2026 10:01:30 GMT",
                "Tue, 31 Feb 2026 10:01:30 GMT",
                "Sat, 31 Jan 2026 25:01:30 GMT",
                "Sat, 31 Jan 2026 10:01:30 CET",
                "Sat, 31 Jan 2026 10:01:30",
                "Sa, 31 Jan 2026 10:01:30 GMT",
                "Saturday, 31 Jan 2026 10:01:30 GMT",
                "2026-01-31T10:01:30Z"
            })
    void otherTextsAndPastDatesAreIgnored(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
