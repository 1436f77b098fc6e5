package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.RetryAfter;
import com.ingestlayer.delivery.WebhookRequest;
import com.ingestlayer.delivery.WebhookSender;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;

/**
 * Sends webhooks over HTTP/1.1 and keeps connections for the next ones. One deadline bounds a whole attempt: looking the
 * host up, connecting, TLS, sending, and reading the answer. Redirects are not followed, cookies not kept. Of an answer's
 * body no more than {@link #MAX_READ} bytes are read, and headers beyond any use end the attempt. Thread-safe.
 */
final class HttpWebhookSender implements WebhookSender {
    private static final int MAX_READ = 64 * 1024;
    private static final int MAX_EXCERPT = 1024;
    private static final int MAX_REASON = 512;
    private static final int MAX_CONNECTIONS_PER_HOST = 10; // a batch's size

    /** Without bounds, one receiver's endless header would fill the memory that all deliveries share. */
    private static final Http1Config BOUNDED_HEADERS = Http1Config.custom()
            .setMaxLineLength(16 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private final CloseableHttpClient client;
    private final TypedGuard<CompletionStage<Reply>> guard;
    private final Duration timeout;
    private final boolean httpAllowed;
    private final Clock clock;

    /**
     * A sender with a connection pool of its own.
     *
     * @param timeout of a whole attempt
     * @param privateAllowed whether addresses outside the public internet, and plain http, are allowed
     */
    HttpWebhookSender(Duration timeout, boolean privateAllowed, Clock clock) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.httpAllowed = privateAllowed;
        this.clock = requireNonNull(clock, "clock is null");
        Timeout socketTimeout = Timeout.of(timeout);
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED_HEADERS)
                        .build())
                .setMaxConnPerRoute(MAX_CONNECTIONS_PER_HOST)
                .setMaxConnTotal(10 * MAX_CONNECTIONS_PER_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(socketTimeout)
                        .setSocketTimeout(socketTimeout)
                        // Always: Lambda freezes between invocations, and nothing is sent twice on its own.
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .setTimeToLive(Timeout.ofMinutes(5)) // so that a changed DNS entry is seen
                        .build());
        if (!privateAllowed) {
            connections.setDnsResolver(new PublicDnsResolver());
        }
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(socketTimeout)
                        .setResponseTimeout(socketTimeout)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
        this.guard = TypedGuard.create(new TypeLiteral<CompletionStage<Reply>>() {})
                .withDescription("webhook attempt")
                .withTimeout()
                .duration(timeout.toMillis(), ChronoUnit.MILLIS)
                .done()
                .withThreadOffload(true)
                .build();
    }

    @Override
    public Reply post(WebhookRequest request) {
        if (!httpAllowed && !request.url().regionMatches(true, 0, "https:", 0, 6)) {
            return new Reply.NotAnswered("the URL is not https, and plain http is not allowed");
        }
        HttpPost post;
        try {
            post = new HttpPost(URI.create(URI.create(request.url()).toASCIIString()));
        } catch (IllegalArgumentException e) {
            return new Reply.NotAnswered("the URL is malformed");
        }
        request.headers().forEach(post::setHeader);
        post.setEntity(new ByteArrayEntity(request.body().getBytes(UTF_8), null));
        try {
            return guard.get(() -> CompletableFuture.completedFuture(exchange(post)))
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            post.cancel(); // frees the thread that still waits for the receiver
            if (e.getCause() instanceof TimeoutException) {
                return new Reply.NotAnswered("no whole answer within " + timeout.toMillis() + " ms");
            }
            throw e;
        }
    }

    private Reply exchange(HttpPost post) {
        try {
            return client.execute(post, response -> read(response, post));
        } catch (InterruptedIOException e) {
            return new Reply.NotAnswered("no whole answer within " + timeout.toMillis() + " ms");
        } catch (UnknownHostException e) {
            return new Reply.NotAnswered(
                    e instanceof PublicDnsResolver.RefusedAddressException
                            ? e.getMessage()
                            : "the host name has no address");
        } catch (ConnectException e) {
            return new Reply.NotAnswered("connection refused");
        } catch (SSLException e) {
            return new Reply.NotAnswered(Printable.of("TLS failed: " + e.getMessage(), MAX_REASON));
        } catch (IOException e) {
            return new Reply.NotAnswered(
                    Printable.of("the connection broke before the whole answer came: " + e.getMessage(), MAX_REASON));
        }
    }

    private Reply read(ClassicHttpResponse response, HttpPost post) throws IOException {
        byte[] body = new byte[0];
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            InputStream content = entity.getContent();
            body = content.readNBytes(MAX_READ);
            if (body.length == MAX_READ && content.read() >= 0) {
                post.cancel(); // drops the connection; closing the response would first read the rest
            }
        }
        Optional<Duration> retryAfter = response.getCode() == 429 || response.getCode() == 503
                ? Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                        .map(Header::getValue)
                        .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                : Optional.empty();
        return new Reply.Answered(
                response.getCode(),
                retryAfter,
                body.length == 0 ? Optional.empty() : Optional.of(Printable.of(new String(body, UTF_8), MAX_EXCERPT)));
    }
}
