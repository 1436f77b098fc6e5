package com.ingestlayer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads and writes durations as files and settings contain them: a whole number and {@code s}, {@code m}, {@code h} or
 * {@code d}.
 */
public final class Durations {
    /** The description of the format for error messages. */
    public static final String EXPECTED = "a duration such as 30s, 5m, 24h or 7d";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

    private Durations() {}

    /** Returns the duration; empty if the text is not a duration or is zero. */
    public static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration duration =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** Returns the durations of a comma-separated list; empty if one of them is not a duration. */
    public static Optional<List<Duration>> parseList(String text) {
        List<Optional<Duration>> parts =
                Stream.of(text.split(",", -1)).map(Durations::parse).toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().map(Optional::orElseThrow).toList())
                : Optional.empty();
    }

    /** Returns the shortest exact form, such as {@code 90s} for a minute and a half. */
    public static String format(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** Returns the list in the form that {@link #parseList} reads. */
    public static String format(List<Duration> durations) {
        return durations.stream().map(Durations::format).collect(Collectors.joining(","));
    }
}
