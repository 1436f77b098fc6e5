package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

/**
 * The step {@code redact.pii}: defines which values each destination may see. Bodies are rendered from the redacted
 * context. Conditions and keys, also those of later steps, see everything, and the event is stored whole.
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
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(context.with(redaction));
    }
}
