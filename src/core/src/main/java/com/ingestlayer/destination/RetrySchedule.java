package com.ingestlayer.destination;

import com.ingestlayer.Durations;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The waits of a delivery after its first, second, third and fourth failure; the fifth attempt is the last. Immutable
 * and thread-safe.
 */
public record RetrySchedule(List<Duration> waits) {
    /** The number of waits between the first attempt and the last. */
    public static final int WAITS = 4;

    /**
     * The longest wait, just below half a day. If a receiver asks for a longer one, the delivery is retried after this
     * time.
     */
    public static final Duration LONGEST_WAIT = Duration.ofHours(12).minusMinutes(1);

    public static final RetrySchedule DEFAULT = new RetrySchedule(
            List.of(Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1)));

    private static final String EXPECTED = "exactly four waits, such as [30s, 2m, 10m, 1h]";
    private static final String TOO_LONG = "a wait is at most 11h59m (719m)";

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.size() != WAITS) {
            throw new IllegalArgumentException("expected " + WAITS + " waits: " + waits);
        }
        if (waits.stream().anyMatch(wait -> wait.isNegative() || isTooLong(wait))) {
            throw new IllegalArgumentException("\"" + Durations.format(waits) + "\": " + TOO_LONG);
        }
    }

    /** @throws IllegalArgumentException if the text is not four durations, such as {@code 30s,2m,10m,1h} */
    public static RetrySchedule parse(String text) {
        return Durations.parseList(text)
                .filter(waits -> waits.size() == WAITS)
                .map(RetrySchedule::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\": expected four durations joined by commas, such as 30s,2m,10m,1h"));
    }

    /** Reads a destination's {@code retry}; returns empty, with problems added, if it is wrong. */
    public static Optional<RetrySchedule> read(YamlValue value) {
        return value.asList(EXPECTED).flatMap(items -> {
            List<Optional<Duration>> waits = items.map(RetrySchedule::readWait).toList();
            if (waits.size() != WAITS) {
                value.refuse("found " + waits.size() + ", expected " + EXPECTED);
            }
            return waits.size() == WAITS && waits.stream().allMatch(Optional::isPresent)
                    ? Optional.of(new RetrySchedule(
                            waits.stream().map(Optional::orElseThrow).toList()))
                    : Optional.empty();
        });
    }

    private static Optional<Duration> readWait(YamlValue value) {
        Optional<Duration> wait = value.asDuration();
        if (wait.filter(RetrySchedule::isTooLong).isPresent()) {
            value.refuse(TOO_LONG);
            return Optional.empty();
        }
        return wait;
    }

    private static boolean isTooLong(Duration wait) {
        return wait.compareTo(LONGEST_WAIT) > 0;
    }
}
