package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Trace;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * X-Ray's tracing header, {@code Root=1-<8 hex>-<24 hex>;Parent=<16 hex>;Sampled=1} (X-Ray Developer Guide, "Tracing
 * header"). It may come from outside, so only well-formed parts are kept.
 *
 * @param root the trace's id, in lower case
 * @param parent the id of the parent segment, or empty if it is unknown
 * @param sampled whether X-Ray records the trace
 * @param lineage the field by which Lambda detects functions that invoke each other recursively; passed on unchanged
 */
public record XRayHeader(String root, Optional<String> parent, boolean sampled, Optional<String> lineage) {
    private static final Pattern ROOT = Pattern.compile("1-(?!00000000-0{24})[0-9a-f]{8}-[0-9a-f]{24}");
    private static final Pattern PARENT = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern LINEAGE = Pattern.compile("[0-9A-Za-z:|-]{1,128}");
    private static final int EPOCH_DIGITS = 8;

    public XRayHeader {
        requireNonNull(root, "root is null");
        requireNonNull(parent, "parent is null");
        requireNonNull(lineage, "lineage is null");
    }

    /** Parses a header. Returns empty when the text has no valid root. */
    public static Optional<XRayHeader> parse(String text) {
        Map<String, String> fields = new HashMap<>();
        for (String field : text.split(";")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return valid(fields, "Root", ROOT)
                .map(root -> new XRayHeader(
                        root,
                        valid(fields, "Parent", PARENT),
                        "1".equals(fields.get("Sampled")),
                        Optional.ofNullable(fields.get("Lineage"))
                                .filter(value -> LINEAGE.matcher(value).matches())));
    }

    private static Optional<String> valid(Map<String, String> fields, String name, Pattern form) {
        return Optional.ofNullable(fields.get(name))
                .map(value -> value.toLowerCase(Locale.ROOT))
                .filter(value -> form.matcher(value).matches());
    }

    /** Returns the header in its text form. */
    public String text() {
        return "Root=" + root
                + parent.map(id -> ";Parent=" + id).orElse("")
                + (sampled ? ";Sampled=1" : ";Sampled=0")
                + lineage.map(value -> ";Lineage=" + value).orElse("");
    }

    /** @param spanIds provides the span id if there is no parent; 0 is replaced, because it is not a valid id */
    public Trace toTrace(LongSupplier spanIds) {
        return new Trace(root.substring(2).replace("-", ""), parent.orElseGet(() -> fresh(spanIds)), sampled);
    }

    private static String fresh(LongSupplier spanIds) {
        long id = spanIds.getAsLong();
        return String.format(Locale.ROOT, "%016x", id == 0 ? 1 : id);
    }

    /** Returns the header that continues a trace. */
    public static XRayHeader of(Trace trace) {
        return new XRayHeader(rootOf(trace), Optional.of(trace.spanId()), trace.sampled(), Optional.empty());
    }

    /** Returns X-Ray's form of a trace id, which can be pasted into X-Ray's search. */
    public static String rootOf(Trace trace) {
        return "1-" + trace.traceId().substring(0, EPOCH_DIGITS) + "-"
                + trace.traceId().substring(EPOCH_DIGITS);
    }
}
