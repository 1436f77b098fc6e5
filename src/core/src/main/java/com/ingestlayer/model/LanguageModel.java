package com.ingestlayer.model;

import java.util.Map;
import java.util.Set;

/**
 * Answers questions about texts. A request never waits long for answers, and no event is lost because of one.
 * Thread-safe.
 */
public interface LanguageModel {
    /** A model that answers nothing. */
    LanguageModel NONE = () -> questions -> Map.of();

    /** Starts a conversation for one request. It costs nothing until a question is asked. */
    Conversation begin();

    /**
     * The questions of one request, in as many rounds as its pipelines have steps that ask. The rounds share the time
     * that a request may wait for answers. Not thread-safe.
     */
    interface Conversation {
        /**
         * Returns the answers. A question that was not answered, or not in time, is missing. Questions are asked in
         * parallel. Failures of the model or of the connection to it are never thrown.
         */
        Map<Question, String> answers(Set<Question> questions);
    }
}
