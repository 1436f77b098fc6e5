package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.INVALID_REQUEST;

import com.ingestlayer.entity.Precondition;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the header {@code If-Match} (RFC 9110 section 13.1.1), with versions as entity tags. */
final class IfMatch {
    static final String HEADER = "if-match";

    private static final Pattern TAG = Pattern.compile("\"([0-9]{1,18})\"");

    private IfMatch() {}

    /**
     * Returns the precondition, or {@link Precondition#NONE} when the header was not sent.
     *
     * @throws RefusedException when the header is neither a single entity tag nor {@code *}
     */
    static Precondition of(HttpRequest request) throws RefusedException {
        String value = request.header(HEADER).orElse("").strip();
        if (request.header(HEADER).isEmpty()) {
            return Precondition.NONE;
        }
        if (value.equals("*")) {
            return Precondition.EXISTS;
        }
        Matcher tag = TAG.matcher(value);
        if (!tag.matches()) {
            throw refusal("expected the ETag of an answer with its quotes, such as \"3\", or *");
        }
        return Precondition.version(Long.parseLong(tag.group(1)));
    }

    static RefusedException refusal(String message) {
        return new RefusedException(
                INVALID_REQUEST,
                "The header If-Match was not understood.",
                List.of(new Violation(JsonPath.beside(HEADER), message)));
    }
}
