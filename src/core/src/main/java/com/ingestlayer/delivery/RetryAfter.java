package com.ingestlayer.delivery;

import static java.time.temporal.ChronoField.DAY_OF_MONTH;
import static java.time.temporal.ChronoField.DAY_OF_WEEK;
import static java.time.temporal.ChronoField.HOUR_OF_DAY;
import static java.time.temporal.ChronoField.MINUTE_OF_HOUR;
import static java.time.temporal.ChronoField.MONTH_OF_YEAR;
import static java.time.temporal.ChronoField.SECOND_OF_MINUTE;
import static java.time.temporal.ChronoField.YEAR;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads {@code Retry-After} (RFC 9110 section 10.2.3): seconds, or a date in any of the three formats of section 5.6.7.
 * The names of days and months are listed here, because the dates are in English whatever locales a native image
 * contains. Thread-safe.
 */
public final class RetryAfter {
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> SHORT_DAYS =
            DAYS.stream().map(day -> day.substring(0, 3)).toList();

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(HOUR_OF_DAY, 2)
            .appendLiteral(':')
            .appendValue(MINUTE_OF_HOUR, 2)
            .appendLiteral(':')
            .appendValue(SECOND_OF_MINUTE, 2)
            .toFormatter();

    /** The most years that a date with a two-digit year may lie ahead. */
    private static final int YEARS_AHEAD = 50;

    private static final int MAX_DIGITS = 9; // 30 years, which is longer than any wait

    private RetryAfter() {}

    /**
     * Returns how long the receiver asks us to wait.
     *
     * @param value the value of the header
     * @return empty if the value is neither a number nor a date, or if the date has passed
     */
    public static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]+")) {
            String digits = text.replaceFirst("^0+(?=.)", "");
            return Optional.of(
                    Duration.ofSeconds(Long.parseLong(digits.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : digits)));
        }
        return formats(now)
                .flatMap(format -> date(text, format).stream())
                .findFirst()
                .map(at -> Duration.between(now, at))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Instant> date(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Stream<DateTimeFormatter> formats(Instant now) {
        int firstYear = now.atOffset(ZoneOffset.UTC).getYear() + YEARS_AHEAD - 99;
        DateTimeFormatter imf = day(SHORT_DAYS, ", ")
                .appendValue(DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE) // some senders omit the zero
                .appendLiteral(' ')
                .appendText(MONTH_OF_YEAR, numbered(MONTHS))
                .appendLiteral(' ')
                .appendValue(YEAR, 4)
                .appendLiteral(' ')
                .append(TIME)
                .appendLiteral(" GMT")
                .toFormatter();
        DateTimeFormatter rfc850 = day(DAYS, ", ")
                .appendValue(DAY_OF_MONTH, 2)
                .appendLiteral('-')
                .appendText(MONTH_OF_YEAR, numbered(MONTHS))
                .appendLiteral('-')
                .appendValueReduced(YEAR, 2, 2, firstYear)
                .appendLiteral(' ')
                .append(TIME)
                .appendLiteral(" GMT")
                .toFormatter();
        DateTimeFormatter asctime = day(SHORT_DAYS, " ")
                .appendText(MONTH_OF_YEAR, numbered(MONTHS))
                .appendLiteral(' ')
                .padNext(2)
                .appendValue(DAY_OF_MONTH)
                .appendLiteral(' ')
                .append(TIME)
                .appendLiteral(' ')
                .appendValue(YEAR, 4)
                .toFormatter();
        return Stream.of(imf, rfc850, asctime).map(format -> format.withResolverStyle(ResolverStyle.STRICT));
    }

    private static DateTimeFormatterBuilder day(List<String> names, String separator) {
        return new DateTimeFormatterBuilder()
                .appendText(DAY_OF_WEEK, numbered(names))
                .appendLiteral(separator);
    }

    private static Map<Long, String> numbered(List<String> names) {
        Map<Long, String> numbered = new HashMap<>();
        names.forEach(name -> numbered.put(numbered.size() + 1L, name));
        return numbered;
    }
}
