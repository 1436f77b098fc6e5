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
 * What a record keeps of an answer's body: the beginning of a text, and of anything else only what it was. A text is valid
 * UTF-8, or of a type {@code text/…} and in ISO 8859-1, and has no control characters but tabs and line ends.
 */
final class Excerpt {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_TYPE = 100;

    private Excerpt() {}

    /**
     * The excerpt; empty of an empty body.
     *
     * @param body its beginning
     * @param cut whether it went on
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

    /** In small letters and without parameters; empty where there is none. */
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
                .decode(ByteBuffer.wrap(body), text, !cut) // a character that was cut in half is left out
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
