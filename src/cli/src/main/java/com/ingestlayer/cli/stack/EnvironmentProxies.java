package com.ingestlayer.cli.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;

/**
 * Selects the proxies that the AWS SDK reads from {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, or from the
 * system properties of the JDK. The local machine is always reached directly. Thread-safe.
 */
public final class EnvironmentProxies extends ProxySelector {
    @Override
    public List<Proxy> select(URI target) {
        ProxyConfiguration settings =
                ProxyConfiguration.builder().scheme(target.getScheme()).build();
        String host = target.getHost().toLowerCase(Locale.ROOT);
        if (settings.host() == null
                || host.equals("localhost")
                || settings.nonProxyHosts().stream().anyMatch(host::matches)) {
            return List.of(Proxy.NO_PROXY);
        }
        return List.of(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(settings.host(), settings.port())));
    }

    /** Does nothing: there is no other proxy to try. */
    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}
}
