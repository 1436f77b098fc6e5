package com.ingestlayer.aws;

import com.ingestlayer.UnavailableException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;

/** One batch call to SQS, made again for the entries that it did not take. */
final class SqsBatch {
    /** Entries of a batch call. */
    static final int ENTRIES = 10;

    private SqsBatch() {}

    /**
     * The entries, once all of them were taken.
     *
     * @param what the queue in words an operator knows
     * @param call makes the call and tells what failed
     * @throws UnavailableException when some were not taken in {@link Backoff#TRIES} tries
     */
    static <E> List<E> call(
            String what, List<E> entries, Function<E, String> id, Function<List<E>, List<BatchResultErrorEntry>> call) {
        List<E> left = entries;
        for (int tries = 1; ; tries++) {
            Set<String> failed = failedOf(what, left, call);
            left = left.stream()
                    .filter(entry -> failed.contains(id.apply(entry)))
                    .toList();
            if (left.isEmpty()) {
                return entries;
            }
            if (tries == Backoff.TRIES) {
                throw new UnavailableException(what);
            }
            Backoff.await(tries, what);
        }
    }

    private static <E> Set<String> failedOf(
            String what, List<E> entries, Function<List<E>, List<BatchResultErrorEntry>> call) {
        try {
            return call.apply(entries).stream().map(BatchResultErrorEntry::id).collect(Collectors.toSet());
        } catch (SdkException e) {
            throw new UnavailableException(what, e);
        }
    }
}
