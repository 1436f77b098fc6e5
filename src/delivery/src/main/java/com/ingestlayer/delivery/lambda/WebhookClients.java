package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP clients, each with a pool of connections that are kept for later invocations. One connects directly and
 * chooses the address; the other goes through a proxy, which chooses the address itself. Thread-safe.
 */
final class WebhookClients {
    /** The longest status line, header line and chunk head of an answer, in bytes. */
    static final int MAX_LINE = 16 * 1024;

    static final int MAX_HEADERS = 200;

    private static final int MAX_CONNECTIONS_PER_HOST = 10; // the size of a batch

    /** Without limits, one receiver's endless header would fill the memory that all deliveries share. */
    private static final Http1Config BOUNDED_HEADERS = Http1Config.custom()
            .setMaxLineLength(MAX_LINE)
            .setMaxHeaderCount(MAX_HEADERS)
            .build();

    private final Proxies proxies;
    private final HttpClient straight;
    private final Duration timeout;
    private final Executor threads;
    private HttpClient proxied; // created when the first webhook goes through a proxy
    /**
     * Created when the first webhook goes over https, because reading the JDK's certificates takes longer than
     * everything else here.
     */
    private TlsSocketStrategy tls;

    /**
     * Creates the clients.
     *
     * @param timeout the limit of every wait for the network, in case the caller's limit on the whole attempt fails
     * @param addresses resolves hosts for the client that connects directly
     * @param threads connects to the addresses of a host in parallel; has as many threads as necessary
     */
    WebhookClients(Duration timeout, DnsResolver addresses, Proxies proxies, Executor threads) {
        this.proxies = requireNonNull(proxies, "proxies is null");
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.threads = requireNonNull(threads, "threads is null");
        this.straight = client(timeout, addresses).build();
    }

    boolean isProxied(HttpHost target) {
        return proxies.proxyFor(target).isPresent();
    }

    HttpClient clientFor(HttpHost target) {
        return isProxied(target) ? proxied() : straight;
    }

    private synchronized HttpClient proxied() {
        if (proxied == null) {
            // This client resolves only the proxy, which is usually in a private network.
            proxied = client(timeout, SystemDefaultDnsResolver.INSTANCE)
                    .setRoutePlanner(new ThroughProxy(proxies))
                    .setDefaultCredentialsProvider(proxies.credentials())
                    .build();
        }
        return proxied;
    }

    /** Loads TLS in advance, which the first webhook over https would otherwise wait for. */
    void loadTls() {
        tls();
    }

    private synchronized TlsSocketStrategy tls() {
        if (tls == null) {
            tls = DefaultClientTlsStrategy.createDefault();
        }
        return tls;
    }

    private HttpClientBuilder client(Duration timeout, DnsResolver addresses) {
        Timeout socketTimeout = Timeout.of(timeout);
        return HttpClients.custom()
                .setConnectionManager(new RacingConnections()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(BOUNDED_HEADERS)
                                .build())
                        .setMaxConnPerRoute(MAX_CONNECTIONS_PER_HOST)
                        .setMaxConnTotal(10 * MAX_CONNECTIONS_PER_HOST)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(socketTimeout)
                                .setSocketTimeout(socketTimeout)
                                // Connections are validated before every use, because Lambda freezes the process
                                // between invocations, and requests are not retried automatically.
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .setTimeToLive(Timeout.ofMinutes(5)) // so that a changed DNS entry takes effect
                                .build())
                        .setDnsResolver(addresses)
                        .setTlsSocketStrategy((socket, host, port, attachment, context) ->
                                tls().upgrade(socket, host, port, attachment, context))
                        .build())
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
                .disableDefaultUserAgent();
    }

    /** Builds a connection manager that differs from the client's own only in how it connects. */
    private final class RacingConnections extends PoolingHttpClientConnectionManagerBuilder {
        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver addresses, TlsSocketStrategy tls) {
            return new RacingOperator(super.createConnectionOperator(ports, addresses, tls), addresses, threads);
        }
    }

    /** Never connects directly, because the client that uses it does not check addresses. */
    private static final class ThroughProxy extends DefaultRoutePlanner {
        private final Proxies proxies;

        ThroughProxy(Proxies proxies) {
            super(null);
            this.proxies = proxies;
        }

        @Override
        protected HttpHost determineProxy(HttpHost target, HttpContext context) throws HttpException {
            Optional<HttpHost> proxy = proxies.proxyFor(target);
            return proxy.orElseThrow(() -> new HttpException("no proxy for " + target.toHostString()));
        }
    }
}
