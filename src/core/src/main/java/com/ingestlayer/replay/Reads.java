package com.ingestlayer.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for reads that go side by side. */
final class Reads {
    private Reads() {}

    /** The results, or what the first failure threw. */
    static <T> List<T> all(List<CompletableFuture<T>> reads) {
        try {
            return reads.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
