package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.Sha256;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import java.util.Optional;

/** Names the slot of a value. */
final class CounterNames {
    private CounterNames() {}

    /**
     * The slot's name, with a hash of the value in place of what may be an e-mail address; empty where the ref points at
     * nothing or null, which no step counts.
     *
     * @param step tells steps of one pipeline apart
     */
    static Optional<String> of(EventContext facts, String step, Ref key) {
        JsonNode value = key.in(facts);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(step + "#" + facts.pipeline() + "#" + key + "#" + Sha256.hex(Json.write(value)));
    }
}
