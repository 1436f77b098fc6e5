package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ingest.ApiKey;
import com.ingestlayer.ingest.InMemoryApiKeys;
import com.ingestlayer.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Some routes, called as API Gateway calls them. */
final class TestApi {
    private static final String KEY = "il_live_9f2c71d04be8";

    private final Router router;
    private final InMemoryApiKeys keys;

    TestApi(List<Route> routes, InMemoryApiKeys keys) {
        this.router = new Router(routes, refused -> {});
        this.keys = keys;
    }

    /** What the key that {@link #send} sends may do. */
    void allow(String... scopes) {
        keys.put(sha256(KEY), new ApiKey("test", "sdk.event", Set.of(scopes), Optional.empty()));
    }

    HttpAnswer get(String path) {
        return send("GET", path, Map.of(), Map.of(), "");
    }

    HttpAnswer get(String path, Map<String, String> query) {
        return send("GET", path, query, Map.of(), "");
    }

    HttpAnswer post(String path, String body) {
        return send("POST", path, Map.of(), Map.of(), body);
    }

    HttpAnswer send(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        ObjectNode sent = Json.object().put("authorization", "Bearer " + KEY).put("content-type", "application/json");
        headers.forEach(sent::put);
        ObjectNode parameters = Json.object();
        query.forEach(parameters::put);
        return router.answer(new HttpRequest(method, path, parameters, sent, body, false));
    }

    static void assertError(HttpAnswer answer, int status, String code) {
        assertThat(answer.status()).as(Json.write(answer.body())).isEqualTo(status);
        assertThat(answer.body().at("/error/code").textValue()).isEqualTo(code);
        assertThat(answer.body().at("/error/message").textValue()).isNotBlank();
    }

    /** Exactly one thing is wrong. */
    static void assertWrong(HttpAnswer answer, String path, String message) {
        assertError(answer, 400, "invalid_request");
        assertThat(answer.body().at("/error/details"))
                .as(Json.write(answer.body()))
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.get("path").textValue()).isEqualTo(path);
                    assertThat(detail.get("message").textValue()).startsWith(message);
                });
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
