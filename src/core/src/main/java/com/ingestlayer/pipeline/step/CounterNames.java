package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.Sha256;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import java.util.Optional;

/** Builds the names of the window counters of {@code dedupe} and {@code throttle}. */
final class CounterNames {
    private CounterNames() {}

    /**
     * Returns the name of the counter for the value of the key. It contains a hash instead of the value, which may be
     * an e-mail address. Returns empty if the ref points at nothing or at null; no step counts such events.
     *
     * @param step distinguishes the steps of one pipeline
     */
    static Optional<String> of(EventContext context, String step, Ref key) {
        JsonNode value = key.in(context);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(step + "#" + context.pipeline() + "#" + key + "#" + Sha256.hex(Json.write(value)));
    }
}
