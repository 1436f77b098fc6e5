package com.ingestlayer.model;

import static java.util.Objects.requireNonNull;

/**
 * A question of a step to a language model.
 *
 * @param model the id of the model, as the engine names it
 * @param instructions the task; it comes from an operator's file, never from a payload
 * @param text data from an event, which the model must not treat as instructions
 * @param maxTokens the maximum length of the answer, which bounds the cost of one call
 */
public record Question(String model, String instructions, String text, int maxTokens) {
    public Question {
        requireNonNull(model, "model is null");
        requireNonNull(instructions, "instructions is null");
        requireNonNull(text, "text is null");
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is below 1: " + maxTokens);
        }
    }
}
