package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.json.Json;
import io.quarkus.amazon.lambda.runtime.AmazonLambdaRecorder;
import io.quarkus.test.junit.QuarkusMock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The running function in a {@code @QuarkusTest}, called as Lambda calls it, with a test's own stages behind its
 * resources.
 */
final class TestApi {
    private static final String KEY = "il_live_9f2c71d04be8";

    /** Returns a context that knows only the request's id and its remaining time. */
    private static Context context(int remainingMillis) {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> method.getReturnType() == int.class ? remainingMillis : "r");
    }

    private final List<RequestJournal.Refused> refused = new ArrayList<>();
    private final InMemoryApiKeys keys;

    /** Resources that {@link #use} does not replace are the function's own. */
    TestApi(InMemoryApiKeys keys) {
        this.keys = keys;
    }

    /** Replaces a resource until the end of the test. */
    <T> void use(T resource, Class<T> type) {
        QuarkusMock.installMockForType(resource, type);
        QuarkusMock.installMockForType(refused::add, RequestJournal.class);
    }

    /** Returns the requests that were refused since {@link #use}. */
    List<RequestJournal.Refused> refused() {
        return refused;
    }

    /** Sets the scopes of the key that {@link #send} uses. */
    void allow(String... scopes) {
        keys.put(sha256(KEY), new ApiKey("test", "sdk.event", Set.of(scopes), Optional.empty()));
    }

    LambdaAnswer get(String path) {
        return send("GET", path, Map.of(), Map.of(), "");
    }

    LambdaAnswer get(String path, Map<String, String> query) {
        return send("GET", path, query, Map.of(), "");
    }

    LambdaAnswer post(String path, String body) {
        return send("POST", path, Map.of(), Map.of(), body);
    }

    LambdaAnswer send(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        ObjectNode sent = Json.object().put("authorization", "Bearer " + KEY).put("content-type", "application/json");
        headers.forEach(sent::put);
        ObjectNode parameters = Json.object();
        query.forEach(parameters::put);
        return answer(method, path, parameters, sent, body, false);
    }

    static LambdaAnswer answer(
            String method, String path, ObjectNode query, ObjectNode headers, String body, boolean base64) {
        ObjectNode event = Json.object()
                .put("version", "2.0")
                .put("rawPath", path)
                .put("body", body)
                .put("isBase64Encoded", base64);
        event.set("queryStringParameters", query);
        event.set("headers", headers);
        event.putObject("requestContext").putObject("http").put("method", method);
        return answer(Json.write(event));
    }

    /** @param event the event that Lambda passes */
    static LambdaAnswer answer(String event) {
        return answer(event, 29_000);
    }

    /** @param remainingMillis the time until Lambda ends the invocation */
    static LambdaAnswer answer(String event, int remainingMillis) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            AmazonLambdaRecorder.handle(
                    new ByteArrayInputStream(event.getBytes(UTF_8)), answer, context(remainingMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return LambdaAnswer.read(answer.toString(UTF_8));
    }

    static void assertError(LambdaAnswer answer, int status, String code) {
        assertThat(answer.status()).as(Json.write(answer.body())).isEqualTo(status);
        assertThat(answer.body().at("/error/code").textValue()).isEqualTo(code);
        assertThat(answer.body().at("/error/message").textValue()).isNotBlank();
    }

    /** Asserts that there is exactly one mistake. */
    static void assertWrong(LambdaAnswer answer, String path, String message) {
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
