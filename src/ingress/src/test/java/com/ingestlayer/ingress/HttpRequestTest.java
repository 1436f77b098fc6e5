package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.ingest.RefusedException;
import com.ingestlayer.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    private static final int MAX = HttpRequest.MAX_BODY_BYTES;

    private static HttpRequest read(String event) throws IOException {
        return HttpRequest.read(new ByteArrayInputStream(event.getBytes(UTF_8)));
    }

    private static HttpRequest text(String body) {
        return new HttpRequest("POST", "/v1/ingest", Json.object(), Json.object(), body, false);
    }

    private static HttpRequest base64(byte[] body) {
        return new HttpRequest(
                "POST",
                "/v1/ingest",
                Json.object(),
                Json.object(),
                Base64.getEncoder().encodeToString(body),
                true);
    }

    @Test
    void aRecordedEventIsRead() throws IOException {
        try (InputStream event = HttpRequestTest.class.getResourceAsStream("/api-gateway-v2-event.json")) {
            HttpRequest request = HttpRequest.read(event);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/ingest");
            assertThat(request.header("authorization")).hasValue("Bearer il_live_9f2c71d04be8");
            assertThat(request.header("content-type")).hasValue("application/json");
            assertThat(request.header("x-repeated")).hasValue("one,two");
            assertThat(request.header("x-not-sent")).isEmpty();
            assertThat(request.base64()).isFalse();
            assertThat(request.body()).contains("\"name\":\"Zoë\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"body\":null", ",\"body\":\"\"", ",\"headers\":null", ",\"isBase64Encoded\":true"})
    void aRequestMayComeWithoutBodyAndHeaders(String rest) throws IOException {
        HttpRequest request =
                read("{\"rawPath\":\"/healthz\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}" + rest + "}");
        assertThat(request.body()).isEmpty();
        assertThat(request.header("authorization")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "{}",
                "{\"version\":\"1.0\",\"path\":\"/v1/ingest\",\"httpMethod\":\"POST\"}",
                "{\"rawPath\":\"/healthz\"}",
                "{\"requestContext\":{\"http\":{\"method\":\"GET\"}}}"
            })
    void aStreamThatHoldsNoSuchEventIsRefused(String event) {
        assertThatThrownBy(() -> read(event)).isInstanceOf(IOException.class);
    }

    @Test
    void aBase64BodyIsDecoded() throws CharacterCodingException {
        assertThat(base64("{\"clef\":\"𝄞\"}".getBytes(UTF_8)).body()).isEqualTo("{\"clef\":\"𝄞\"}");
    }

    @Test
    void aBase64BodyThatIsNotUtf8IsRefused() {
        assertThatThrownBy(() -> base64("Zoë".getBytes(ISO_8859_1)).body())
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void theBytesAreThoseThatWereSent() throws RefusedException {
        byte[] notUtf8 = "Zoë".getBytes(ISO_8859_1);
        assertThat(base64(notUtf8).bodyBytes()).isEqualTo(notUtf8);
        assertThat(text("Zoë 𝄞\n\uffff").bodyBytes()).isEqualTo("Zoë 𝄞\n\uffff".getBytes(UTF_8));
        assertThatThrownBy(() -> text("half of a pair: \ud834").bodyBytes()).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> base64(new byte[MAX + 3]).bodyBytes()).isInstanceOf(RefusedException.class);
    }

    @Test
    void theSizeOfATextIsItsBytesNotItsCharacters() {
        assertThat(text("x".repeat(MAX)).bodyIsLargerThan(MAX)).isFalse();
        assertThat(text("x".repeat(MAX + 1)).bodyIsLargerThan(MAX)).isTrue();
        assertThat(text("ë".repeat(MAX / 2)).bodyIsLargerThan(MAX)).isFalse();
        assertThat(text("ë".repeat(MAX / 2) + "x").bodyIsLargerThan(MAX)).isTrue();
        assertThat(text("€".repeat(MAX / 3)).bodyIsLargerThan(MAX)).isFalse();
        assertThat(text("€".repeat(MAX / 3 + 1)).bodyIsLargerThan(MAX)).isTrue();
    }

    @Test
    void theSizeOfABase64BodyIsWhatWasSentBeforeGiveOrTakeTwoBytes() {
        assertThat(base64(new byte[MAX]).bodyIsLargerThan(MAX)).isFalse();
        assertThat(base64(new byte[MAX + 3]).bodyIsLargerThan(MAX)).isTrue();
    }
}
