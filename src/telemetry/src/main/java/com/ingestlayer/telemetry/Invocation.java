package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One invocation of a function.
 *
 * @param requestId Lambda's request id, which is also in Lambda's START, END and REPORT lines
 * @param trace the trace header, if there is one
 */
public record Invocation(String requestId, Optional<XRayHeader> trace) {
    /**
     * The system property in which AWS's Java runtime and Quarkus' native one put the trace header of the current
     * invocation.
     */
    static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    public Invocation {
        requireNonNull(requestId, "requestId is null");
        requireNonNull(trace, "trace is null");
    }

    /**
     * Returns the current invocation.
     *
     * @param header an X-Ray header that came with the event, which is used when the runtime provides none
     */
    public static Invocation current(String requestId, Optional<String> header) {
        return new Invocation(
                requestId,
                Optional.ofNullable(System.getProperty(TRACE_PROPERTY))
                        .flatMap(XRayHeader::parse)
                        .or(() -> header.flatMap(XRayHeader::parse)));
    }
}
