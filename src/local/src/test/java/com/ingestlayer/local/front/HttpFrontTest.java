package com.ingestlayer.local.front;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes between API Gateway and Lambda, and what does not. */
class HttpFrontTest {
    private static final int MIB = 1024 * 1024;

    private final List<Integer> events = new ArrayList<>();
    private byte[] answer = "{\"statusCode\":202,\"body\":\"{}\"}".getBytes(UTF_8);
    private final HttpFront front;

    HttpFrontTest() throws Exception {
        front = HttpFront.start(
                0,
                (event, trace) -> {
                    events.add(event.length);
                    return Optional.of(answer);
                },
                Cors.OFF,
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        front.close();
    }

    private HttpResponse<String> post(String contentType, byte[] body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + front.port() + "/v1/ingest"))
                                .header("Content-Type", contentType)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] bytes(int count, char of) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) of);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"application/json, 4194304", "application/octet-stream, 3670016"})
    void whatIsSaidToFitFits(String contentType, int size) throws Exception {
        assertThat(post(contentType, bytes(size, 'x')).statusCode()).isEqualTo(202);
        assertThat(events).singleElement().satisfies(event -> assertThat(event).isLessThan(6_291_456));
    }

    @Test
    void fourMebibytesFitWithTwoMillionQuotesToo() throws Exception {
        byte[] body = bytes(4 * MIB, 'x');
        Arrays.fill(body, 0, 2_000_000, (byte) '"');
        assertThat(post("application/json", body).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,         6291456, x", // with the event around it, it is more
        "application/json,         4194304, quote", // each is escaped
        "application/json,         4194304, backslash",
        "application/json,         1048577, control", // six bytes each
        "application/octet-stream, 4800000, x", // four bytes for three
        "application/json,        11000000, x"
    })
    void whatLambdaRefusesIsAnsweredAsApiGatewayDoes(String contentType, int size, String what) throws Exception {
        char of = Map.of("x", 'x', "quote", '"', "backslash", '\\', "control", '\u0001')
                .get(what);
        HttpResponse<String> refused = post(contentType, bytes(size, of));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
        assertThat(events).isEmpty();
    }

    @Test
    void anAnswerThatLambdaDoesNotGiveIsAnErrorOfTheServer() throws Exception {
        String around = "{\"statusCode\":200,\"body\":\"\"}";
        answer = around.replace("\"\"", "\"" + "x".repeat(6_291_556 - around.length()) + "\"")
                .getBytes(UTF_8);
        assertThat(post("application/json", new byte[0]).statusCode()).isEqualTo(200);
        answer = around.replace("\"\"", "\"" + "x".repeat(6_291_557 - around.length()) + "\"")
                .getBytes(UTF_8);
        HttpResponse<String> refused = post("application/json", new byte[0]);
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
    }
}
