package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.ingestlayer.request.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRequestTest {
    private static final int MAX = HttpRequest.MAX_BODY_BYTES;

    private static HttpRequest read(String event) throws IOException {
        return new HttpRequest(new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .readValue(event, APIGatewayV2HTTPEvent.class));
    }

    private static HttpRequest text(String body) {
        return new HttpRequest(APIGatewayV2HTTPEvent.builder().withBody(body).build());
    }

    private static HttpRequest base64(byte[] body) {
        return new HttpRequest(APIGatewayV2HTTPEvent.builder()
                .withBody(Base64.getEncoder().encodeToString(body))
                .withIsBase64Encoded(true)
                .build());
    }

    @Test
    void aRecordedEventIsRead() throws IOException {
        try (InputStream event = HttpRequestTest.class.getResourceAsStream("/api-gateway-v2-event.json")) {
            HttpRequest request = read(new String(event.readAllBytes(), UTF_8));
            assertThat(request.query()).isEqualTo(Map.of("trace", "1,2"));
            assertThat(request.header("authorization")).hasValue("Bearer il_live_9f2c71d04be8");
            assertThat(request.header("content-type")).hasValue("application/json");
            assertThat(request.header("x-repeated")).hasValue("one,two");
            assertThat(request.header("x-not-sent")).isEmpty();
            assertThat(request.body()).contains("\"name\":\"Zoë\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"body\":null", ",\"body\":\"\"", ",\"headers\":null", ",\"isBase64Encoded\":true"})
    void aRequestMayHaveNeitherBodyNorHeaders(String rest) throws IOException {
        HttpRequest request =
                read("{\"rawPath\":\"/healthz\",\"requestContext\":{\"http\":{\"method\":\"GET\"}}" + rest + "}");
        assertThat(request.body()).isEmpty();
        assertThat(request.header("authorization")).isEmpty();
        assertThat(request.query()).isEmpty();
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
    void theBytesAreTheSentOnes() throws RefusedException {
        byte[] notUtf8 = "Zoë".getBytes(ISO_8859_1);
        assertThat(base64(notUtf8).bodyBytes()).isEqualTo(notUtf8);
        assertThat(text("Zoë 𝄞\n\uffff").bodyBytes()).isEqualTo("Zoë 𝄞\n\uffff".getBytes(UTF_8));
        assertThatThrownBy(() -> text("half of a pair: \ud834").bodyBytes()).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> base64(new byte[MAX + 3]).bodyBytes()).isInstanceOf(RefusedException.class);
    }

    @Test
    void theSizeOfATextIsCountedInBytes() {
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
