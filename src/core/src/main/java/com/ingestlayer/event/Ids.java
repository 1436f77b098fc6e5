package com.ingestlayer.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Makes ids. Where the sender gives an idempotency key the id is derived from it, so that a retry meets its own first try
 * whatever happened in between; without one it is a ULID (48 bits of time, 80 random bits) and sorts by time. Thread-safe
 * when the random generator is.
 */
public final class Ids {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;

    private final Clock clock;
    private final RandomGenerator random;

    public Ids(Clock clock, RandomGenerator random) {
        this.clock = requireNonNull(clock, "clock is null");
        this.random = requireNonNull(random, "random is null");
    }

    /** A new event id that sorts after those of earlier milliseconds. */
    public EventId fresh() {
        long high = clock.millis() << 16 | random.nextInt(1 << 16);
        return new EventId("evt_" + encode(high, random.nextLong()));
    }

    /**
     * The id of an event with an idempotency key. A key belongs to a source and a type: file 7 that was uploaded and ticket 7
     * that was created are two events.
     *
     * @param window how long a key is remembered; ids change with the number of windows passed since 1970
     * @param at any moment in the window that is meant
     */
    public static EventId derived(String source, String type, String idempotencyKey, Duration window, Instant at) {
        return new EventId("evt_" + digest(source, type, idempotencyKey, Long.toString(windowAt(at, window))));
    }

    /** The number of windows that have passed since 1970. */
    public static long windowAt(Instant at, Duration window) {
        return Math.floorDiv(at.toEpochMilli(), window.toMillis());
    }

    /** The same event, pipeline and destination always give the same delivery id. */
    public static String delivery(EventId event, String pipeline, String destination) {
        return "dlv_" + digest(event.value(), pipeline, destination);
    }

    private static String digest(String... parts) {
        MessageDigest sha256 = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            for (int shift = 24; shift >= 0; shift -= 8) { // its length, so that no two lists of parts run together
                sha256.update((byte) (bytes.length >>> shift));
            }
            sha256.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        return encode(hash.getLong(), hash.getLong());
    }

    /** 128 bits in 26 characters of 5 bits, highest first, as the ULID specification has it. */
    private static String encode(long high, long low) {
        char[] text = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            text[i] = CROCKFORD[(int) (low & 31)];
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return String.valueOf(text);
    }
}
