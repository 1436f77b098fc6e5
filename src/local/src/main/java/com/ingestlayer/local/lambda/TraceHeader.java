package com.ingestlayer.local.lambda;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the X-Ray header that Lambda gives a function: the sender's, or that of a new trace that is not sampled. */
final class TraceHeader {
    private TraceHeader() {}

    static String of(Optional<String> sent) {
        return sent.filter(header -> header.startsWith("Root=")).orElseGet(TraceHeader::fresh);
    }

    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                Locale.ROOT,
                "Root=1-%08x-%016x%08x;Parent=%016x;Sampled=0",
                Instant.now().getEpochSecond(),
                random.nextLong(),
                random.nextInt(),
                random.nextLong());
    }
}
