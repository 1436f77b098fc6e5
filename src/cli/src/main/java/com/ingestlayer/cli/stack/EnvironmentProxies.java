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
 * The proxies that AWS's SDK takes from {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code NO_PROXY}, or from the JDK's
 * properties; this machine is never reached through one. Thread-safe.
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

    /** There is no other one to try. */
    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {}
}
