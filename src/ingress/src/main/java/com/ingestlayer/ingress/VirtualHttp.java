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

/** Quarkus' HTTP within the process, by which the resources are reached. It leans on classes that Quarkus keeps to itself. */
final class VirtualHttp {
    /** Those that a resource may take. */
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    /** Stands for every other method: which ones a path takes is then the answer. */
    private static final HttpMethod OTHER = HttpMethod.valueOf("OTHER");

    private static final String JSON = "application/json";

    private VirtualHttp() {}

    /**
     * What the resources answer to an event.
     *
     * @throws TimeoutException when they have not after the wait; what they do goes on
     * @throws ExecutionException when there will be no answer
     * @throws IllegalArgumentException when it is no API Gateway HTTP API event, which no client can cause
     */
    static APIGatewayV2HTTPResponse send(APIGatewayV2HTTPEvent event, Duration wait)
            throws ExecutionException, TimeoutException, InterruptedException {
        HttpRequest request = request(event);
        Answer answer = new Answer();
        VirtualClientConnection<?> connection = VirtualClientConnection.connect(answer, VertxHttpRecorder.VIRTUAL_HTTP);
        try {
            VirtualChannel channel = connection.peer();
            // On the channel's own thread, which it has when the acceptor's is done with it: what comes from another
            // one
            // between "nothing is there" and "now it is waited for" would lie unread.
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

    /** Whether an answer is of the contract's form, rather than what HTTP itself says to what it cannot read. */
    static boolean isFromResource(APIGatewayV2HTTPResponse answer) {
        return answer.getBody() == null
                ? answer.getStatusCode() == 204
                : JSON.equals(answer.getHeaders().get("content-type"));
    }

    /** The method alone: {@link GatewayRouting} sets the path, and the rest is read from the event. */
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

    /** Collects the parts of an answer, and completes it with the last one. */
    private static final class Answer implements VirtualResponseHandler {
        /** Headers that describe how a body travels; API Gateway sets its own. */
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
