package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.HttpHost;

/**
 * Which proxy webhooks go through: {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme of what is sent to, but for the
 * hosts of {@code NO_PROXY}. The names may be in small letters too. There is no standard for them; they are read here as
 * curl reads them. Thread-safe.
 */
final class Proxies {
    private final Map<String, Proxy> byScheme;
    private final List<NoProxyRule> exceptions;

    /** A proxy, and what it is told about us. */
    private record Proxy(HttpHost host, Optional<UsernamePasswordCredentials> credentials) {}

    private Proxies(Map<String, Proxy> byScheme, List<NoProxyRule> exceptions) {
        this.byScheme = Map.copyOf(byScheme);
        this.exceptions = List.copyOf(exceptions);
    }

    static Proxies none() {
        return new Proxies(Map.of(), List.of());
    }

    /**
     * The proxies that the environment names.
     *
     * @param environment gives the value of a variable, or null
     * @throws IllegalArgumentException when one is no {@code http://[user:password@]host:port}; names the variable only,
     *     because its value may hold a password
     */
    static Proxies from(UnaryOperator<String> environment) {
        Map<String, Proxy> byScheme = new TreeMap<>();
        for (String scheme : List.of("https", "http")) {
            String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
            variable(environment, name).ifPresent(url -> byScheme.put(scheme, proxy(name, url)));
        }
        List<NoProxyRule> exceptions = variable(environment, "NO_PROXY").stream()
                .flatMap(list -> Stream.of(list.split("[,\\s]+")))
                .filter(entry -> !entry.isBlank())
                .map(NoProxyRule::of)
                .toList();
        return new Proxies(byScheme, exceptions);
    }

    private static Optional<String> variable(UnaryOperator<String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(environment)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private static Proxy proxy(String variable, String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "http://" + url);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return new Proxy(
                        new HttpHost("http", uri.getHost(), port),
                        Optional.ofNullable(uri.getRawUserInfo()).map(Proxies::credentials));
            }
        } catch (URISyntaxException e) {
            // Told below, without the text.
        }
        throw new IllegalArgumentException(variable + ": expected http://host:port or http://user:password@host:port");
    }

    private static UsernamePasswordCredentials credentials(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new UsernamePasswordCredentials(
                decoded(parts[0]), parts.length > 1 ? decoded(parts[1]).toCharArray() : new char[0]);
    }

    private static String decoded(String percentEncoded) {
        return URLDecoder.decode(percentEncoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The proxy that this goes through; empty when it goes straight. What is on this machine always goes straight. */
    Optional<HttpHost> proxyFor(HttpHost target) {
        requireNonNull(target, "target is null");
        return Optional.ofNullable(byScheme.get(target.getSchemeName()))
                .map(Proxy::host)
                .filter(proxy -> !NoProxyRule.isThisMachine(target)
                        && exceptions.stream().noneMatch(rule -> rule.takes(target)));
    }

    /** What the proxies want to know of us. */
    CredentialsProvider credentials() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        byScheme.values().forEach(proxy -> proxy.credentials()
                .ifPresent(credentials -> provider.setCredentials(new AuthScope(proxy.host()), credentials)));
        return provider;
    }
}
