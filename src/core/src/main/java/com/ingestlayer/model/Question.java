package com.ingestlayer.model;

import static java.util.Objects.requireNonNull;

/**
 * What a step asks of a language model.
 *
 * @param model the engine's own id of the model
 * @param instructions what to do with the text; from a file of the operator's, never from a payload
 * @param text data from an event, which the model must not take for instructions
 * @param maxTokens how long the answer may be at most, which bounds what one call costs
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
