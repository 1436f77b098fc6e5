package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
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
        Optional<String> type = value(headers, HttpHeaders.CONTENT_TYPE);
        Optional<String> coding = value(headers, HttpHeaders.CONTENT_ENCODING).filter(each -> !each.equals("identity"));
        Optional<String> text = coding.isPresent()
                ? Optional.empty()
                : text(body, cut, UTF_8).or(() -> type.filter(each -> each.startsWith("text/"))
                        .flatMap(each -> text(body, cut, ISO_8859_1)));
        return Optional.of(Printable.of(text.orElseGet(() -> described(body.length, cut, type, coding)), MAX_BYTES));
    }

    private static Optional<String> value(MessageHeaders headers, String name) {
        return Optional.ofNullable(headers.getFirstHeader(name))
                .map(Header::getValue)
                .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .filter(Predicate.not(String::isEmpty));
    }

    private static Optional<String> text(byte[] body, boolean cut, Charset charset) {
        CharBuffer text = CharBuffer.allocate(body.length);
        boolean valid = !charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(body), text, !cut) // a character that was cut in half is left out
                .isError();
        String decoded = text.flip().toString();
        return valid && decoded.chars().noneMatch(Excerpt::isControl) ? Optional.of(decoded) : Optional.empty();
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && "\n\r\t".indexOf(character) < 0;
    }

    private static String described(int length, boolean cut, Optional<String> type, Optional<String> coding) {
        String size = (cut ? "more than " : "")
                + String.format(Locale.ROOT, "%,d", length)
                + (length == 1 ? " byte" : " bytes");
        String what =
                type.map(each -> " of " + Printable.of(each, MAX_TYPE)).orElse(coding.isEmpty() ? ", no text" : "");
        return "(" + size + what
                + coding.map(each -> ", in " + Printable.of(each, MAX_TYPE)).orElse("") + ")";
    }
}
