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
 * Creates ids. If the sender gives an idempotency key, the event id is derived from it, so that a retry gets the id of
 * the first try whatever happened in between. Without a key, the id is a ULID (48 bits of time, 80 random bits) and
 * sorts by time. Thread-safe if the random generator is.
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

    /** Returns a new event id that sorts after those of earlier milliseconds. */
    public EventId fresh() {
        long high = clock.millis() << 16 | random.nextInt(1 << 16);
        return new EventId("evt_" + encode(high, random.nextLong()));
    }

    /**
     * Returns the id of an event that has an idempotency key. A key is scoped to a source and a type: file 7 that was
     * uploaded and ticket 7 that was created are two events.
     *
     * @param window how long a key is remembered; the id depends on the number of windows since 1970
     * @param at any moment in the window
     */
    public static EventId derived(String source, String type, String idempotencyKey, Duration window, Instant at) {
        return new EventId("evt_" + digest(source, type, idempotencyKey, Long.toString(windowAt(at, window))));
    }

    /** Returns the number of whole windows since 1970. */
    public static long windowAt(Instant at, Duration window) {
        return Math.floorDiv(at.toEpochMilli(), window.toMillis());
    }

    /** Returns the delivery id, which is always the same for the same event, pipeline and destination. */
    public static String delivery(EventId event, String pipeline, String destination) {
        return "dlv_" + digest(event.value(), pipeline, destination);
    }

    private static String digest(String... parts) {
        MessageDigest sha256 = Sha256.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            for (int shift = 24; shift >= 0; shift -= 8) { // the length, so that different lists of parts never collide
                sha256.update((byte) (bytes.length >>> shift));
            }
            sha256.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        return encode(hash.getLong(), hash.getLong());
    }

    /** Encodes 128 bits as 26 characters of 5 bits, most significant first, as the ULID specification does. */
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
