package com.ingestlayer.redaction;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What was found in the texts of one request. Each is looked through once, however many pipelines take the event and however
 * many destinations see it otherwise, so that the time of a request is bounded by what its sender may send. For one thread.
 */
public final class SearchedTexts {
    /** Shorter ones are looked through again in less time than it takes to remember them. */
    private static final int WORTH_REMEMBERING = 256;

    private Optional<IdentityHashMap<String, List<Finding>>> found = Optional.empty(); // few requests have a long text

    List<Finding> findingsIn(String text) {
        if (text.length() < WORTH_REMEMBERING) {
            return PiiFinder.find(text);
        }
        if (found.isEmpty()) {
            found = Optional.of(new IdentityHashMap<>());
        }
        return found.get().computeIfAbsent(text, PiiFinder::find);
    }
}
