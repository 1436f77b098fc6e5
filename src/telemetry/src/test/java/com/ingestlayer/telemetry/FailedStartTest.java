package com.ingestlayer.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Tests what is reported. FailedStartIT tests that the process ends afterwards. */
class FailedStartTest {
    private final IllegalStateException cause = new IllegalStateException("not set: \"A\", größer");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private RuntimeException outsideLambda(Throwable failure) {
        return new FailedStart(new Telemetry(printed, "shop", Clock.systemUTC()), new FunctionVariables(name -> null))
                .end(failure);
    }

    @Test
    void theCauseIsOneLogLineAndWithoutLambdaTheProcessLives() {
        assertThat(outsideLambda(cause)).hasMessage("the function did not start: not set: \"A\", größer");
        List<JsonNode> lines = printed.toString(UTF_8).lines().map(Json::read).toList();
        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("message").asText()).isEqualTo("the function did not start: not set: \"A\", größer");
            assertThat(line.path("stack").asText()).contains("FailedStartTest");
        });
    }

    @Test
    void exceptionsThatFrameworksPutAroundTheCauseAreUnwrapped() {
        Throwable wrapped = new RuntimeException("Error injecting Y", new ExceptionInInitializerError(cause));
        assertThat(outsideLambda(wrapped)).hasCause(cause);
    }

    @Test
    void theCauseIsReportedToLambdaAsTheResultOfTheStart() throws IOException {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/", exchange -> {
            told.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Lambda-Runtime-Function-Error-Type") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8).strip());
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        lambda.start();
        try {
            FailedStart.report("127.0.0.1:" + lambda.getAddress().getPort(), cause);
        } finally {
            lambda.stop(0);
        }
        assertThat(told)
                .containsExactly("POST /2018-06-01/runtime/init/error Runtime.IllegalStateException "
                        + "{\"errorType\":\"java.lang.IllegalStateException\","
                        + "\"errorMessage\":\"not set: \\\"A\\\", größer\"}");
    }

    @Test
    void anUnreachableRuntimeApiIsIgnored() {
        assertThatCode(() -> FailedStart.report("127.0.0.1:1", cause)).doesNotThrowAnyException();
    }
}
