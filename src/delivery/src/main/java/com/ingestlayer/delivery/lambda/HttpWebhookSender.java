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
 * Sends webhooks over HTTP/1.1, and keeps connections alive for later ones. One deadline bounds a whole attempt: the
 * DNS lookup, connecting, TLS, sending, and reading the answer. Redirects are not followed, and cookies are not kept.
 * At most {@link #MAX_READ} bytes of an answer's body are read, and excessive headers end the attempt.
 *
 * <p>If private destinations are not allowed, the very address that is connected to is checked. A proxy chooses the
 * address itself, so in that case every address that the name has here must be public. This keeps out names and
 * literals of the private network, but not a name that has another address at the proxy, or a moment later. A proxy
 * that can reach private networks must refuse them itself. Thread-safe.
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
     * Creates a sender with its own connection pool.
     *
     * @param timeout the limit of a whole attempt
     * @param privateAllowed whether addresses outside the public internet, and plain http, are allowed
     * @param proxies the proxies that webhooks go through
     */
    HttpWebhookSender(Duration timeout, boolean privateAllowed, Proxies proxies, Clock clock) {
        this(
                timeout,
                privateAllowed,
                privateAllowed ? SystemDefaultDnsResolver.INSTANCE : new PublicDnsResolver(),
                proxies,
                clock);
    }

    /** @param addresses resolves the hosts of webhooks that do not go through a proxy */
    HttpWebhookSender(Duration timeout, boolean privateAllowed, DnsResolver addresses, Proxies proxies, Clock clock) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.privateAllowed = privateAllowed;
        this.clock = requireNonNull(clock, "clock is null");
        this.clients = new WebhookClients(timeout, addresses, proxies, attempts);
    }

    /** Loads TLS in advance, which the first webhook over https would otherwise wait for. */
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
        if (post.getAuthority() == null) { // the URI class finds no host in a name with an underscore
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
        post.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity"); // a packed body would not be readable in the record
        post.setEntity(new ByteArrayEntity(request.body(), null));
        return inTime(post, new HttpHost(post.getScheme(), post.getAuthority()));
    }

    /** Runs an attempt on its own thread, because a DNS lookup cannot be aborted in any other way. */
    private Reply inTime(HttpPost post, HttpHost target) {
        ConnectionLog log = new ConnectionLog(timeout, clients.isProxied(target));
        HttpClientContext context = HttpClientContext.create();
        log.putInto(context);
        Future<Reply> attempt = attempts.submit(() -> exchange(post, target, context, log));
        try {
            return attempt.get(log.nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            Reply late = notAnswered(log.timedOut(otherEnd(context)));
            // This must come last: it releases the waiting thread, which then records that its socket was closed.
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
            // A reused connection has counted earlier answers.
            long received = log.isFresh() && context.getEndpointDetails() != null
                    ? context.getEndpointDetails().getReceivedBytesCount()
                    : 0;
            return notAnswered(
                    log.broken(AddressFailure.ofExchange(e, timeout.toMillis(), received), otherEnd(context)));
        }
    }

    /** Returns the remote address of the connection that the request was sent over, or empty if it was not sent. */
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
