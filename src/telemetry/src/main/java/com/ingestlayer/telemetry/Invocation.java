package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One call of a function.
 *
 * @param requestId Lambda's own, which stands in its START, END and REPORT lines too
 */
public record Invocation(String requestId, Optional<XRayHeader> trace) {
    /** Where AWS's Java runtime and Quarkus's native one both put the header of the invocation under way. */
    static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    public Invocation {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(trace, "trace is null");
    }

    /**
     * The invocation under way.
     *
     * @param header an X-Ray header that came with the event; used when the runtime tells of none
     */
    public static Invocation current(String requestId, Optional<String> header) {
        return new Invocation(
                requestId,
                Optional.ofNullable(System.getProperty(TRACE_PROPERTY))
                        .flatMap(XRayHeader::parse)
                        .or(() -> header.flatMap(XRayHeader::parse)));
    }
}
