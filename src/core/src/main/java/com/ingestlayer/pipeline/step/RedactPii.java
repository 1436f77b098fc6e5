package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

/**
 * {@code redact.pii}: says what of the facts each destination may see. Bodies are made from what is left; conditions and keys,
 * in later steps too, see everything, and the event is stored whole.
 */
record RedactPii(Redaction redaction) implements Step {
    static final String NAME = "redact.pii";

    RedactPii {
        requireNonNull(redaction, "redaction is null");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result apply(EventContext facts, LookupResults answers) {
        return new Result.Continue(facts.with(redaction));
    }
}
