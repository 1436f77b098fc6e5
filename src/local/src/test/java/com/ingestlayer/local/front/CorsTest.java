package com.ingestlayer.local.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final Headers PREFLIGHT = headers(
            "Origin", "https://app.example.com",
            "Access-Control-Request-Method", "POST",
            "Access-Control-Request-Headers", "authorization,content-type");

    private final Headers answer = new Headers();

    private static Headers headers(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    @Test
    void aPreflightIsToldWhatMayBeSent() {
        Cors.parse("https://other.example,https://app.example.com").apply("OPTIONS", PREFLIGHT, answer);
        assertThat(answer)
                .isEqualTo(Map.of(
                        "Access-control-allow-origin", List.of("https://app.example.com"),
                        "Access-control-allow-methods", List.of("POST"),
                        "Access-control-allow-headers", List.of("authorization,content-type"),
                        "Access-control-max-age", List.of("7200")));
    }

    @Test
    void anAnswerMayBeReadWithItsRetryAfter() {
        Cors.parse("https://app.example.com").apply("POST", headers("Origin", "https://app.example.com"), answer);
        assertThat(answer)
                .isEqualTo(Map.of(
                        "Access-control-allow-origin", List.of("https://app.example.com"),
                        "Access-control-expose-headers", List.of("apigw-requestid,retry-after")));
    }

    @ParameterizedTest
    @CsvSource({
        "*, https://app.example.com, *",
        "https://*, https://app.example.com, https://app.example.com",
        "http://*, http://localhost:3000, http://localhost:3000"
    })
    void wildcardsAllowWhatApiGatewayAllows(String origins, String origin, String allowed) {
        Cors.parse(origins).apply("POST", headers("Origin", origin), answer);
        assertThat(answer.getFirst("Access-Control-Allow-Origin")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example.com",
                "https://app.example.com:8443",
                "https://app.example.com.evil.example",
                "https://APP.example.com",
                "null"
            })
    void anotherOriginIsToldNothing(String origin) {
        Headers request = new Headers();
        request.putAll(PREFLIGHT);
        request.set("Origin", origin);
        Cors.parse("https://app.example.com").apply("OPTIONS", request, answer);
        assertThat(answer).isEmpty();
    }

    @Test
    void whoSendsNoOriginIsToldNothing() {
        Cors.parse("*").apply("POST", new Headers(), answer);
        assertThat(answer).isEmpty();
    }

    @Test
    void onlyTheConfigurationDecidesOnceThereIsOne() {
        answer.set("Access-Control-Allow-Origin", "*");
        answer.set("Content-Type", "application/json");
        Cors.parse("https://app.example.com").apply("POST", headers("Origin", "https://evil.example"), answer);
        assertThat(answer.keySet()).containsExactly("Content-type");
    }

    @Test
    void nothingIsToldOrChangedWithoutAConfiguration() {
        answer.set("Access-Control-Allow-Origin", "of the function");
        Cors.parse("").apply("OPTIONS", PREFLIGHT, answer);
        assertThat(answer).isEqualTo(Map.of("Access-control-allow-origin", List.of("of the function")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://a.example,",
                "https://a.example, https://b.example",
                "https://*.example.com",
                "ftp://a.example",
                ","
            })
    void whatIsNoOriginIsRefused(String origins) {
        assertThatThrownBy(() -> Cors.parse(origins))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected origins");
    }
}
