package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.RetryAfter;
import com.ingestlayer.delivery.WebhookRequest;
import com.ingestlayer.delivery.WebhookSender;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Sends webhooks over HTTP/1.1 and keeps connections for the next ones. One deadline bounds a whole attempt: looking the
 * host up, connecting, TLS, sending, and reading the answer. Redirects are not followed, cookies not kept. Of an answer's
 * body no more than {@link #MAX_READ} bytes are read, and headers beyond any use end the attempt.
 *
 * <p>Where private destinations are not allowed, the very address that is connected to is checked. A proxy chooses the
 * address itself: then every address that the name has here must be public, which keeps out names and literals of the
 * private network, but not a name that has another address where the proxy looks it up, or a moment later. A proxy that
 * reaches private networks must refuse them itself. Thread-safe.
 */
final class HttpWebhookSender implements WebhookSender {
    private static final int MAX_READ = 64 * 1024;
    private static final int MAX_REASON = 512;

    private final WebhookClients clients;
    private final ExecutorService attempts = Executors.newCachedThreadPool(HttpWebhookSender::daemon);
    private final Duration timeout;
    private final boolean privateAllowed;
    private final Clock clock;

    /**
     * A sender with a connection pool of its own.
     *
     * @param timeout of a whole attempt
     * @param privateAllowed whether addresses outside the public internet, and plain http, are allowed
     * @param proxies what the webhooks go through
     */
    HttpWebhookSender(Duration timeout, boolean privateAllowed, Proxies proxies, Clock clock) {
        this(
                timeout,
                privateAllowed,
                privateAllowed ? SystemDefaultDnsResolver.INSTANCE : new PublicDnsResolver(),
                proxies,
                clock);
    }

    /** @param addresses looks up the hosts of webhooks that do not go through a proxy */
    HttpWebhookSender(Duration timeout, boolean privateAllowed, DnsResolver addresses, Proxies proxies, Clock clock) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.privateAllowed = privateAllowed;
        this.clock = requireNonNull(clock, "clock is null");
        this.clients = new WebhookClients(timeout, addresses, proxies, attempts);
    }

    /** Does what the first webhook over https would otherwise wait for. */
    void loadTls() {
        clients.loadTls();
    }

    private static Thread daemon(Runnable attempt) {
        Thread thread = new Thread(attempt, "webhook-attempt");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public Reply post(WebhookRequest request) {
        if (!privateAllowed && !request.url().regionMatches(true, 0, "https:", 0, 6)) {
            return new Reply.NotAnswered("the URL is not https, and plain http is not allowed");
        }
        HttpPost post;
        try {
            post = new HttpPost(URI.create(URI.create(request.url()).toASCIIString()));
        } catch (IllegalArgumentException e) {
            return new Reply.NotAnswered("the URL is malformed");
        }
        if (post.getAuthority() == null) { // of a host whose name has an underscore, which the URI class takes for none
            try {
                post.setAuthority(URIAuthority.create(URI.create(request.url()).getRawAuthority()));
            } catch (URISyntaxException | IllegalArgumentException e) {
                return new Reply.NotAnswered("the URL is malformed");
            }
            if (post.getAuthority() == null) {
                return new Reply.NotAnswered("the URL is malformed");
            }
        }
        request.headers().forEach(post::setHeader);
        post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity"); // nobody would unpack it for the record
        post.setEntity(new ByteArrayEntity(request.body(), null));
        return inTime(post, new HttpHost(post.getScheme(), post.getAuthority()));
    }

    /** On a thread of its own, because a host that is looked up cannot be given up otherwise. */
    private Reply inTime(HttpPost post, HttpHost target) {
        ConnectionLog log = new ConnectionLog(timeout, clients.isProxied(target));
        HttpClientContext context = HttpClientContext.create();
        log.putInto(context);
        Future<Reply> attempt = attempts.submit(() -> exchange(post, target, context, log));
        try {
            return attempt.get(log.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Reply late = notAnswered(log.timedOut(otherEnd(context)));
            // This comes last, because it frees the waiting thread, which then notes that its socket was closed.
            post.cancel();
            return late;
        } catch (ExecutionException e) {
            throw new IllegalStateException("sending a webhook", e.getCause());
        } catch (InterruptedException e) {
            post.cancel();
            Thread.currentThread().interrupt();
            return new Reply.NotAnswered("the function was stopped before the answer came");
        }
    }

    private static Reply notAnswered(String reason) {
        return new Reply.NotAnswered(Printable.of(reason, MAX_REASON));
    }

    private Reply exchange(HttpPost post, HttpHost target, HttpClientContext context, ConnectionLog log) {
        try {
            if (!privateAllowed && clients.isProxied(target)) {
                PublicDnsResolver.requireAllPublic(target.getHostName());
            }
            return clients.clientFor(target).execute(post, context, response -> {
                if (target.getSchemeName().equals("https") && context.getSSLSession() == null) {
                    post.cancel();
                    return new Reply.NotAnswered("the proxy did not connect: HTTP " + response.getCode());
                }
                return read(response, post);
            });
        } catch (RacingOperator.NotConnectedException e) {
            return notAnswered(log.notConnected());
        } catch (InterruptedIOException e) {
            return notAnswered(log.timedOut(otherEnd(context)));
        } catch (PublicDnsResolver.RefusedAddressException e) {
            return notAnswered(e.getMessage());
        } catch (UnknownHostException e) {
            return new Reply.NotAnswered("the host name has no address");
        } catch (IOException e) {
            // A connection that was there before has counted earlier answers.
            long received = log.isFresh() && context.getEndpointDetails() != null
                    ? context.getEndpointDetails().getReceivedBytesCount()
                    : 0;
            return notAnswered(
                    log.broken(AddressFailure.ofExchange(e, timeout.toMillis(), received), otherEnd(context)));
        }
    }

    /** Where the connection goes that the request was sent over; empty when it was not sent. */
    private static Optional<InetAddress> otherEnd(HttpClientContext context) {
        return Optional.ofNullable(context.getEndpointDetails())
                .map(EndpointDetails::getRemoteAddress)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(InetSocketAddress::getAddress);
    }

    private Reply read(ClassicHttpResponse response, HttpPost post) throws IOException {
        byte[] body = new byte[0];
        boolean cut = false;
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            InputStream content = entity.getContent();
            body = content.readNBytes(MAX_READ);
            cut = body.length == MAX_READ && content.read() >= 0;
            if (cut) {
                post.cancel(); // drops the connection; closing the response would first read the rest
            }
        }
        Optional<Duration> retryAfter = response.getCode() == 429 || response.getCode() == 503
                ? Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                        .map(Header::getValue)
                        .flatMap(value -> RetryAfter.parse(value, clock.instant()))
                : Optional.empty();
        return new Reply.Answered(response.getCode(), retryAfter, Excerpt.of(body, cut, response));
    }
}
