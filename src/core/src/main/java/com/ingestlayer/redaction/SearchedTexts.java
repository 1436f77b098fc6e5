package com.ingestlayer.redaction;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Caches the findings in the texts of one request. Each text is searched once, however many pipelines take the event
 * and however many destinations see it differently, so that the time of a request is bounded by what its sender may
 * send. Not thread-safe.
 */
public final class SearchedTexts {
    /** Searching a shorter text again takes less time than caching its findings. */
    private static final int MIN_CACHED_LENGTH = 256;

    private Optional<IdentityHashMap<String, List<Finding>>> found = Optional.empty(); // few requests have a long text

    List<Finding> findingsIn(String text) {
        if (text.length() < MIN_CACHED_LENGTH) {
            return PiiFinder.find(text);
        }
        if (found.isEmpty()) {
            found = Optional.of(new IdentityHashMap<>());
        }
        return found.get().computeIfAbsent(text, PiiFinder::find);
    }
}
