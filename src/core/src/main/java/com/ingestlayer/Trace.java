package com.ingestlayer;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Where an event stands among the traces of those who sent it, in the words of W3C Trace Context.
 *
 * @param traceId 32 digits of lower-case hex, not all zero
 * @param spanId 16 digits of lower-case hex, not all zero
 * @param sampled whether somebody keeps the trace
 */
public record Trace(String traceId, String spanId, boolean sampled) {
    /** W3C Trace Context, section 3.2. */
    public static final String HEADER = "traceparent";

    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

    public Trace {
        requireNonNull(traceId, "traceId is null");
        requireNonNull(spanId, "spanId is null");
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
            throw new IllegalArgumentException("not a trace: " + traceId + " " + spanId);
        }
    }

    /** The header's value. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
