package com.ingestlayer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuntimeLoopTest {
    private static final String ARN = "arn:aws:lambda:eu-central-1:000000000000:function:echo:live";

    private final Queue<String> events = new ArrayDeque<>();
    private final List<String> posts = new ArrayList<>();
    private HttpServer server;

    /** Answers with the event, the invocation and the trace. Fails if the event asks for it. */
    public static final class Echo implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
            String text = new String(event.readAllBytes(), UTF_8);
            if (text.equals("fail")) {
                throw new IllegalStateException("not \"this\" one: \\ \n ä");
            }
            answer.write((text + " for " + context.getAwsRequestId() + " of " + context.getInvokedFunctionArn() + " in "
                            + System.getProperty("com.amazonaws.xray.traceHeader"))
                    .getBytes(UTF_8));
        }
    }

    /** A handler that cannot be created. */
    public static final class Misconfigured implements RequestStreamHandler {
        public Misconfigured() {
            throw new IllegalArgumentException("events/order.yaml:3: expected a type");
        }

        @Override
        public void handleRequest(InputStream event, OutputStream answer, Context context) {}
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/2018-06-01/runtime/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("com.amazonaws.xray.traceHeader");
    }

    /** Returns the prepared invocations, and then shuts down. */
    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/2018-06-01/runtime".length());
        if (!path.equals("/invocation/next")) {
            posts.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(202, -1);
        } else if (events.isEmpty()) {
            server.stop(0);
        } else {
            byte[] event = events.remove().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", "request-" + posts.size());
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", ARN);
            if (posts.isEmpty()) {
                exchange.getResponseHeaders().set("Lambda-Runtime-Trace-Id", "Root=1-2-3");
            }
            exchange.sendResponseHeaders(200, event.length);
            exchange.getResponseBody().write(event);
        }
        exchange.close();
    }

    private void run(String handler) throws IOException {
        RuntimeLoop.run(new RuntimeApi("localhost:" + server.getAddress().getPort()), handler);
    }

    @Test
    void eachAnswerIsPostedForItsInvocationAndTraceUntilTheRuntimeApiShutsDown() throws IOException {
        events.addAll(List.of("größer", "second"));
        run(Echo.class.getName() + "::handleRequest");
        assertThat(posts)
                .containsExactly(
                        "/invocation/request-0/response größer for request-0 of " + ARN + " in Root=1-2-3",
                        "/invocation/request-1/response second for request-1 of " + ARN + " in null");
    }

    @Test
    void aFailedInvocationIsReportedInJsonAndTheNextOneIsAnswered() throws IOException {
        events.addAll(List.of("fail", "next"));
        run(Echo.class.getName());
        assertThat(posts)
                .containsExactly(
                        "/invocation/request-0/error {\"errorType\":\"java.lang.IllegalStateException\","
                                + "\"errorMessage\":\"not \\\"this\\\" one: \\\\ \\u000a \\u00e4\"}",
                        "/invocation/request-1/response next for request-1 of " + ARN + " in null");
    }

    @Test
    void aHandlerThatCannotBeCreatedIsReportedWithTheReasonAndNoInvocationIsTaken() {
        events.add("never");
        assertThatIllegalStateException()
                .isThrownBy(() -> run(Misconfigured.class.getName()))
                .withMessage("the function did not start");
        assertThat(posts)
                .containsExactly("/init/error {\"errorType\":\"java.lang.IllegalArgumentException\","
                        + "\"errorMessage\":\"events/order.yaml:3: expected a type\"}");
        assertThat(events).containsExactly("never");
    }

    @Test
    void aMissingHandlerIsReportedByName() {
        assertThatIllegalStateException().isThrownBy(() -> run("com.example.Missing::handleRequest"));
        assertThat(posts)
                .containsExactly("/init/error {\"errorType\":\"java.lang.ClassNotFoundException\","
                        + "\"errorMessage\":\"com.example.Missing\"}");
    }
}
