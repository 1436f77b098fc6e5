package com.ingestlayer.replay;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for parallel reads. */
final class Reads {
    private Reads() {}

    /** Returns all results, or throws the exception of the first failure. */
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
