package com.ingestlayer.model;

import java.util.Map;
import java.util.Set;

/** Answers questions about texts. An event never waits long for it, and is never lost by it. Thread-safe. */
public interface LanguageModel {
    /** Knows nothing. */
    LanguageModel NONE = () -> questions -> Map.of();

    /** Begins what one request asks. Costs nothing until something is asked. */
    Conversation begin();

    /**
     * What one request asks, in as many rounds as its pipelines have steps that ask. The rounds share the time that a
     * request waits for answers. For one thread.
     */
    interface Conversation {
        /**
         * The answers; a question that was not answered in time, or at all, is missing. Asks side by side. Throws nothing
         * that a model or the way to it causes.
         */
        Map<Question, String> answers(Set<Question> questions);
    }
}
