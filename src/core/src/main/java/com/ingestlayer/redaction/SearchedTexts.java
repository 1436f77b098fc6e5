package com.ingestlayer.redaction;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * What was found in the texts of one request. Each is looked through once, however many pipelines take the event and however
 * many destinations see it otherwise, so that the time of a request is bounded by what its sender may send. For one thread.
 */
public final class SearchedTexts {
    /** Shorter ones are looked through again in less time than it takes to remember them. */
    private static final int WORTH_REMEMBERING = 256;

    private final IdentityHashMap<String, List<Finding>> found = new IdentityHashMap<>();

    List<Finding> findingsIn(String text) {
        return text.length() < WORTH_REMEMBERING ? PiiFinder.find(text) : found.computeIfAbsent(text, PiiFinder::find);
    }
}
