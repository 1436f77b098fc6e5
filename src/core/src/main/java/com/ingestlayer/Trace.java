package com.ingestlayer;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The position of an event in the traces of its sender, as defined by W3C Trace Context.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param sampled whether the trace is recorded
 */
public record Trace(String traceId, String spanId, boolean sampled) {
    /** The name of the header (W3C Trace Context, section 3.2). */
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

    /** Returns the value of the header. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }
}
