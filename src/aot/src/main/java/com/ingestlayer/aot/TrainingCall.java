package com.ingestlayer.aot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;

/**
 * One call of a function.
 *
 * @param name for people
 * @param json the event
 * @param expected what the answer has in it
 */
record TrainingCall(String name, ObjectNode json, String expected) {
    TrainingCall {
        requireNonNull(name, "name is null");
        requireNonNull(json, "json is null");
        requireNonNull(expected, "expected is null");
    }

    byte[] event() {
        return Json.write(json).getBytes(UTF_8);
    }

    void check(String answer) throws PackagingException {
        if (!answer.contains(expected)) {
            throw new PackagingException(name + ": expected " + expected + ", found " + answer);
        }
    }
}
