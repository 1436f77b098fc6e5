package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quarkus.netty.runtime.virtual.VirtualChannel;
import io.quarkus.netty.runtime.virtual.VirtualClientConnection;
import io.quarkus.netty.runtime.virtual.VirtualResponseHandler;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls the resources through Quarkus' in-process HTTP. It depends on internal classes of Quarkus. */
final class VirtualHttp {
    /** The methods that a resource may have. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    /** Replaces every other method. The answer then lists the methods of the path. */
    private static final HttpMethod OTHER = HttpMethod.valueOf("OTHER");

    private static final String JSON = "application/json";

    private VirtualHttp() {}

    /**
     * Sends an event to the resources and returns their answer.
     *
     * @throws TimeoutException when there is no answer within the wait; the resource continues
     * @throws ExecutionException when there will be no answer
     * @throws IllegalArgumentException when it is not an API Gateway HTTP API event, which no client can cause
     */
    static APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent event, Duration wait)
            throws ExecutionException, TimeoutException, InterruptedException {
        HttpRequest request = request(event);
        Answer answer = new Answer();
        VirtualClientConnection<?> connection = VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP);
        try {
            VirtualChannel channel = connection.peer();
            // The messages are sent on the channel's own thread, which the channel has once the acceptor's thread is
            // done with it. A message from another thread could arrive between the check for messages and the wait
            // for them, and would remain unread.
            channel.parent()
                    .eventLoop()
                    .execute(() -> answer.failIfThrows(() -> channel.eventLoop()
                            .execute(() -> answer.failIfThrows(() -> {
                                connection.sendMessage(request);
                                connection.sendMessage(LastHttpContent.EMPTY_LAST_CONTENT);
                            }))));
            return answer.whole.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            connection.close();
        }
    }

    /**
     * Returns whether an answer has the contract's form. An answer of the HTTP server itself, to a request that it
     * cannot read, has not.
     */
    static boolean isFromResource(APIGatewayV2HTTPResponse answer) {
        return answer.getBody() == null
                ? answer.getStatusCode() == 204
                : JSON.equals(answer.getHeaders().get("content-type"));
    }

    /**
     * Builds a request with the method only: {@link GatewayRouting} sets the path, and the rest is read from the
     * event.
     */
    private static HttpRequest request(APIGatewayV2HTTPEvent event) {
        if (event.getRawPath() == null
                || event.getRequestContext() == null
                || event.getRequestContext().getHttp() == null
                || event.getRequestContext().getHttp().getMethod() == null) {
            throw new IllegalArgumentException("not an API Gateway HTTP API event of payload format 2.0");
        }
        String method = event.getRequestContext().getHttp().getMethod();
        QuarkusHttpHeaders headers = new QuarkusHttpHeaders();
        headers.setContextObject(APIGatewayV2HTTPEvent.class, event);
        headers.add("host", "localhost");
        return new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, METHODS.contains(method) ? HttpMethod.valueOf(method) : OTHER, "/", headers);
    }

    /** Collects the parts of an answer, and completes it with the last part. */
    private static final class Answer implements VirtualResponseHandler {
        /** Headers that describe the transfer of a body. API Gateway sets its own. */
        private static final Set<String> OF_TRANSPORT = Set.of("content-length", "transfer-encoding");

        private final CompletableFuture<APIGatewayV2HTTPResponse> whole = new CompletableFuture<>();
        private final APIGatewayV2HTTPResponse answer = new APIGatewayV2HTTPResponse();
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        void failIfThrows(Runnable sending) {
            try {
                sending.run();
            } catch (RuntimeException e) {
                whole.completeExceptionally(e);
            }
        }

        @Override
        public void handleMessage(Object message) {
            try {
                if (message instanceof HttpResponse head) {
                    answer.setStatusCode(head.status().code());
                    answer.setHeaders(headers(head));
                }
                if (message instanceof HttpContent part) {
                    part.content().readBytes(body, part.content().readableBytes());
                }
                if (message instanceof LastHttpContent) {
                    answer.setBody(body.size() == 0 ? null : body.toString(UTF_8));
                    whole.complete(answer);
                }
            } catch (IOException | RuntimeException e) {
                whole.completeExceptionally(e);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        private static Map<String, String> headers(HttpResponse head) {
            Map<String, String> headers = new TreeMap<>();
            head.headers().forEach(header -> {
                String name = header.getKey().toLowerCase(Locale.ROOT);
                if (!OF_TRANSPORT.contains(name)) {
                    headers.merge(name, header.getValue(), (one, other) -> one + ", " + other);
                }
            });
            return headers;
        }

        @Override
        public void close() {
            whole.completeExceptionally(new IllegalStateException("the connection was closed before an answer came"));
        }
    }
}
