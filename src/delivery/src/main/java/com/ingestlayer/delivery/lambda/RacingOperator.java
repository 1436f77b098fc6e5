package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.lambda.AddressRace.Connection;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connects to the first of a host's addresses over which TLS can be set up, if TLS is required. The client's own
 * operator lets the first address use up the time of all, and reports only the last failure; it still sets up TLS
 * here. Thread-safe.
 */
final class RacingOperator implements HttpClientConnectionOperator {
    /** No address could be connected to. The attempt's log has the reasons. */
    static final class NotConnectedException extends ConnectException {
        private static final long serialVersionUID = 1L;

        private NotConnectedException() {
            super("no address could be connected to");
        }
    }

    private final HttpClientConnectionOperator upgrades;
    private final DnsResolver addresses;
    private final Executor threads;

    /**
     * Creates the operator.
     *
     * @param upgrades the client's own operator
     * @param addresses resolves a host to the only addresses that are connected to
     * @param threads has as many threads as necessary
     */
    RacingOperator(HttpClientConnectionOperator upgrades, DnsResolver addresses, Executor threads) {
        this.upgrades = requireNonNull(upgrades, "upgrades is null");
        this.addresses = requireNonNull(addresses, "addresses is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            InetSocketAddress localAddress,
            TimeValue connectTimeout,
            SocketConfig settings,
            HttpContext context)
            throws IOException {
        connect(connection, host, null, null, localAddress, null, settings, null, context);
    }

    /**
     * Connects. Our routes never name a local address or a domain socket, and the attempt's deadline is the time-out.
     */
    @Override
    public void connect(
            ManagedHttpClientConnection connection,
            HttpHost host,
            NamedEndpoint endpointName,
            Path unixDomainSocket,
            InetSocketAddress localAddress,
            Timeout connectTimeout,
            SocketConfig settings,
            Object attachment,
            HttpContext context)
            throws IOException {
        ConnectionLog log = ConnectionLog.of(context);
        int port = DefaultSchemePortResolver.INSTANCE.resolve(host.getSchemeName(), host);
        try (AddressRace race = new AddressRace(addresses.resolve(host.getHostName()), port, log, threads)) {
            for (Optional<Connection> next = race.next(); next.isPresent(); next = race.next()) {
                Socket socket = next.get().socket();
                // Shares the time as curl does: an address gets half of what is left if there is another address to
                // continue with. The time is rounded up, so that the last address ends by the attempt's own deadline.
                long left = TimeUnit.NANOSECONDS.toMillis(log.nanosLeft() + 999_999);
                int share = (int) Math.max(1, race.hasMore() ? left / 2 : left);
                try {
                    socket.setTcpNoDelay(settings.isTcpNoDelay());
                    socket.setKeepAlive(settings.isSoKeepAlive());
                    socket.setSoTimeout(share);
                    connection.bind(socket);
                    if (URIScheme.HTTPS.same(host.getSchemeName())) {
                        upgrades.upgrade(connection, host, endpointName, attachment, context);
                    }
                    return;
                } catch (IOException e) {
                    AddressRace.closeQuietly(socket);
                    log.failed(next.get().address(), AddressFailure.ofTls(e, share));
                }
            }
        }
        throw new NotConnectedException();
    }

    @Override
    public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) throws IOException {
        upgrades.upgrade(connection, host, context);
    }

    @Override
    public void upgrade(
            ManagedHttpClientConnection connection,
            HttpHost host,
            NamedEndpoint endpointName,
            Object attachment,
            HttpContext context)
            throws IOException {
        upgrades.upgrade(connection, host, endpointName, attachment, context);
    }
}
