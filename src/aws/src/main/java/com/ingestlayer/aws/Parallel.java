package com.ingestlayer.aws;

import com.ingestlayer.ServiceRefusalException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Splits a list into chunks, and makes calls in parallel. Stateless. */
public final class Parallel {
    private Parallel() {}

    public static <T> List<List<T>> chunks(List<T> items, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            chunks.add(items.subList(from, Math.min(from + size, items.size())));
        }
        return chunks;
    }

    /**
     * Makes one call per input and returns the results in the order of the inputs. It returns, or throws a failure,
     * only after every call has ended, so that nothing continues in the background. Once a call has failed, calls
     * that have not started are skipped: while a table is unreachable, a long list takes no longer than a short one.
     * A single call runs on the caller's own thread.
     */
    public static <T, R> List<R> map(List<T> inputs, Function<T, R> call, Executor executor) {
        if (inputs.size() == 1) {
            return List.of(call.apply(inputs.get(0)));
        }
        Collection<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<R>> calls = inputs.stream()
                .map(input -> CompletableFuture.supplyAsync(() -> callUnless(failures, call, input), executor))
                .toList();
        try {
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
            return calls.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw failures.isEmpty() ? e : worst(failures);
        }
    }

    /**
     * Returns the first failure that waiting does not fix or, if there is none, the first failure. The others are
     * added to it as suppressed exceptions.
     */
    private static RuntimeException worst(Collection<RuntimeException> failures) {
        RuntimeException worst = failures.stream()
                .filter(ServiceRefusalException.class::isInstance)
                .findFirst()
                .orElseGet(() -> failures.iterator().next());
        failures.stream().filter(other -> other != worst).forEach(worst::addSuppressed);
        return worst;
    }

    private static <T, R> R callUnless(Collection<RuntimeException> failures, Function<T, R> call, T input) {
        if (!failures.isEmpty()) {
            return null; // never seen, because the failure is thrown
        }
        try {
            return call.apply(input);
        } catch (RuntimeException e) {
            failures.add(e);
            throw e;
        }
    }
}
