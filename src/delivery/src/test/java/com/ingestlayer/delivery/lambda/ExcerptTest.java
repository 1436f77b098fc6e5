package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
    private static String of(byte[] body, boolean cut, String type, String coding) {
        BasicHttpResponse response = new BasicHttpResponse(500);
        if (type != null) {
            response.addHeader("Content-Type", type);
        }
        if (coding != null) {
            response.addHeader("Content-Encoding", coding);
        }
        return Excerpt.of(body, cut, response).orElse("nothing");
    }

    private static byte[] bytes(String each) {
        return each.getBytes(ISO_8859_1);
    }

    @Test
    void anEmptyBodyHasNoExcerpt() {
        assertThat(of(bytes(""), false, "text/plain", null)).isEqualTo("nothing");
    }

    @ParameterizedTest
    @CsvSource({"text/html; charset=utf-8", "application/json", "application/octet-stream", "image/svg+xml", ","})
    void textIsKeptWhateverItsType(String type) {
        byte[] body = "{\"größe\":\t\"5 €\"}\r\n".getBytes(UTF_8);
        assertThat(of(body, false, type, null)).isEqualTo("{\"größe\":\t\"5 €\"}\r\n");
        assertThat(of(body, false, type, "identity")).isEqualTo("{\"größe\":\t\"5 €\"}\r\n");
    }

    @Test
    void aPageInLatin1IsReadable() {
        assertThat(of(bytes("Ung\u00fcltig"), false, "text/html", null)).isEqualTo("Ungültig");
        assertThat(of(bytes("Ung\u00fcltig"), false, "application/json", null))
                .isEqualTo("(8 bytes of application/json)");
    }

    @ParameterizedTest
    @CsvSource({
        "a\u0000b,              text/plain, , (3 bytes of text/plain)",
        "a\u001b[31mb,          text/plain, , (7 bytes of text/plain)",
        "\u0089PNG,             image/png,  , (4 bytes of image/png)",
        "\u0089PNG,             ,           , '(4 bytes, no text)'",
        "\u0089PNG,             'Image/PNG;x=1', , (4 bytes of image/png)",
        "readable all the same, text/plain, gzip, '(21 bytes of text/plain, in gzip)'",
        "readable all the same, ,           br,   '(21 bytes, in br)'",
        "x,                     ,           GZIP, '(1 byte, in gzip)'",
    })
    void onlyTypeAndLengthOfBinaryContentAreKept(String body, String type, String coding, String excerpt) {
        assertThat(of(bytes(body), false, type, coding)).isEqualTo(excerpt);
    }

    @Test
    void anExcerptSaysThatTheBodyContinued() {
        assertThat(of(new byte[65_536], true, "image/png", null)).isEqualTo("(more than 65,536 bytes of image/png)");
    }

    @Test
    void aTruncatedCharacterDoesNotMakeATextBinary() {
        byte[] whole = "x€".getBytes(UTF_8);
        byte[] half = Arrays.copyOf(whole, 3);
        assertThat(of(half, true, "text/plain", null)).isEqualTo("x");
        assertThat(of(half, false, "application/json", null)).isEqualTo("(3 bytes of application/json)");
    }

    @Test
    void atMostOneKibibyteIsKept() {
        assertThat(of(bytes("x".repeat(3000)), false, "text/plain", null)).isEqualTo("x".repeat(1024));
    }

    @Test
    void aLongTypeWithControlCharactersIsHarmless() {
        assertThat(of(new byte[1], false, "a\u001b" + "b".repeat(5000), null).length())
                .isLessThan(200);
        assertThat(of(new byte[1], false, "a\u001bb", null)).isEqualTo("(1 byte of a\ufffdb)");
    }
}
