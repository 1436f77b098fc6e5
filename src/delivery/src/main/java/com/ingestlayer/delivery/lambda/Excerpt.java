package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.MessageHeaders;

/**
 * The part of an answer's body that a delivery record keeps: the beginning of a text, or only the size and type of
 * anything else. A text is valid UTF-8, or ISO 8859-1 of a type {@code text/…}, without control characters except
 * tabs and line ends.
 */
final class Excerpt {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_TYPE = 100;

    private Excerpt() {}

    /**
     * Returns the excerpt, or empty if the body is empty.
     *
     * @param body the beginning of the body
     * @param cut whether the body continues
     */
    static Optional<String> of(byte[] body, boolean cut, MessageHeaders headers) {
        if (body.length == 0) {
            return Optional.empty();
        }
        String type = value(headers, HttpHeaders.CONTENT_TYPE);
        String coding = value(headers, HttpHeaders.CONTENT_ENCODING);
        boolean isPacked = !coding.isEmpty() && !coding.equals("identity");
        Optional<String> text = isPacked ? Optional.empty() : text(body, cut, UTF_8);
        if (!isPacked && text.isEmpty() && type.startsWith("text/")) {
            text = text(body, cut, ISO_8859_1);
        }
        String told = text.isPresent() ? text.get() : described(body.length, cut, type, isPacked ? coding : "");
        return Optional.of(Printable.of(told, MAX_BYTES));
    }

    /** Returns a header's value in lower case, without parameters, or an empty string if the header is absent. */
    private static String value(MessageHeaders headers, String name) {
        Header header = headers.getFirstHeader(name);
        return header == null || header.getValue() == null
                ? ""
                : header.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> text(byte[] body, boolean cut, Charset charset) {
        CharBuffer text = CharBuffer.allocate(body.length);
        boolean valid = !charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body), text, !cut) // a truncated character at the end is dropped
                .isError();
        String decoded = text.flip().toString();
        return valid && !hasControl(decoded) ? Optional.of(decoded) : Optional.empty();
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(char character) {
        return Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0;
    }

    private static String described(int length, boolean cut, String type, String coding) {
        String size = (cut ? "more than " : "")
                + String.format(Locale.ROOT, "%,d", length)
                + (length == 1 ? " byte" : " bytes");
        String packed = coding.isEmpty() ? "" : ", in " + Printable.of(coding, MAX_TYPE);
        if (type.isEmpty()) {
            return "(" + size + (packed.isEmpty() ? ", no text" : packed) + ")";
        }
        return "(" + size + " of " + Printable.of(type, MAX_TYPE) + packed + ")";
    }
}
