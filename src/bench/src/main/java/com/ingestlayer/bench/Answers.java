package com.ingestlayer.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import java.io.IOException;

/** Checks that a function did what it was called for, because a fast error is not a result. */
final class Answers {
    private Answers() {}

    /** @throws IllegalStateException when the answer says that something was not accepted or not delivered */
    static void check(Candidate candidate, byte[] answer) throws IOException {
        JsonNode json = Json.read(answer);
        boolean good =
                switch (candidate.job()) {
                    case INGRESS -> json.path("statusCode").asInt() == 202;
                    case DELIVERY ->
                        json.path("batchItemFailures").isArray()
                                && json.path("batchItemFailures").isEmpty();
                };
        if (!good) {
            throw new IllegalStateException(candidate.name() + " answered " + json);
        }
    }
}
