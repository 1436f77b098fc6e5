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
 * header"). It may come from outside: only what has the right form is kept.
 *
 * @param root the trace's id, in lower case
 * @param parent empty where nobody has said which segment we belong to
 * @param lineage by which Lambda finds functions that call themselves in circles; handed on as it came
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

    /** Empty when the text has no valid root. */
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

    /** The header, as it travels on. */
    public String text() {
        return "Root=" + root
                + parent.map(id -> ";Parent=" + id).orElse("")
                + (sampled ? ";Sampled=1" : ";Sampled=0")
                + lineage.map(value -> ";Lineage=" + value).orElse("");
    }

    /** @param spanIds gives an id where there is no parent; 0 is not taken for one */
    public Trace toTrace(LongSupplier spanIds) {
        return new Trace(root.substring(2).replace("-", ""), parent.orElseGet(() -> fresh(spanIds)), sampled);
    }

    private static String fresh(LongSupplier spanIds) {
        long id = spanIds.getAsLong();
        return String.format(Locale.ROOT, "%016x", id == 0 ? 1 : id);
    }

    /** The header of a trace that travels on from where it stands. */
    public static XRayHeader of(Trace trace) {
        return new XRayHeader(rootOf(trace), Optional.of(trace.spanId()), trace.sampled(), Optional.empty());
    }

    /** What X-Ray calls a trace, so that its id can be pasted into X-Ray's search. */
    public static String rootOf(Trace trace) {
        return "1-" + trace.traceId().substring(0, EPOCH_DIGITS) + "-"
                + trace.traceId().substring(EPOCH_DIGITS);
    }
}
