package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is what a test says, and what it sees is what came. */
class RequestsTest {
    private HttpServer server;
    private final List<String> paths = new ArrayList<>();
    private Map<String, List<String>> headers;
    private byte[] body;
    private int status = 200;
    private Map<String, String> answered = Map.of("Content-Type", "application/json");
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        paths.add(exchange.getRequestURI().toString());
        headers = exchange.getRequestHeaders();
        body = exchange.getRequestBody().readAllBytes();
        answered.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RequestSpecification given() {
        return Requests.to(server.getAddress().getPort());
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "text/plain"})
    void aTextIsSentInUtf8UnderTheContentTypeThatWasSaid(String contentType) {
        given().contentType(contentType).body("größer \uffff").post("/");
        assertThat(headers.get("Content-Type")).containsExactly(contentType);
        assertThat(body).isEqualTo("größer \uffff".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON; charset=utf-8", "text/plain", "image/png"})
    void bytesAreSentUnderTheContentTypeThatWasSaid(String contentType) {
        given().contentType(contentType).body(new byte[] {0, -1}).post("/");
        assertThat(headers.get("Content-Type")).containsExactly(contentType);
        assertThat(body).containsExactly(0, -1);
    }

    @Test
    void anEmptyBodyIsSentWithItsContentType() {
        given().contentType("application/json").body(new byte[0]).post("/");
        assertThat(headers.get("Content-Type")).containsExactly("application/json");
        assertThat(headers.get("Content-Length")).containsExactly("0");
    }

    @Test
    void aPathAndItsQueryAreSentAsTheyStand() {
        for (String path : List.of("/a%2Fb%20c+d?e=f%2B1&g=%C3%BC", "/v1/events?type=a.b&since=2026-01-01T00:00:00Z")) {
            given().get(path);
            assertThat(paths).last().isEqualTo(path);
        }
    }

    @Test
    void aHeaderThatIsSaidTwiceIsSentTwiceAndAKeyTakesThePlaceOfAnother() {
        given().header("X-A", "1")
                .header("X-A", "2")
                .header("Authorization", "a")
                .header("Authorization", "b")
                .get("/");
        assertThat(headers.get("X-A")).containsExactly("1", "2");
        assertThat(headers.get("Authorization")).containsExactly("b");
    }

    @Test
    void aRedirectIsSeenAndNotFollowed() {
        status = 302;
        answered = Map.of("Location", "/elsewhere");
        answer = "";
        given().get("/").then().statusCode(302).header("location", "/elsewhere");
        assertThat(paths).containsExactly("/");
    }

    @Test
    void nothingIsAskedForOrReadThatIsCompressed() {
        answered = Map.of("Content-Type", "text/plain", "Content-Encoding", "gzip");
        answer = "not compressed";
        assertThat(given().get("/").asString()).isEqualTo("not compressed");
        assertThat(headers).doesNotContainKey("Accept-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{'a':1}", "{}{}", ""})
    void anAnswerThatIsNoStrictJsonIsNone(String text) {
        answer = text;
        assertThatThrownBy(() -> given().get("/")).isInstanceOf(AssertionError.class);
    }
}
