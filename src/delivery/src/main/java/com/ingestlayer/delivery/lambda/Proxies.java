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
 * The proxies that webhooks go through: {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme of the target,
 * except for the hosts of {@code NO_PROXY}. The names may also be in lower case. There is no standard for these
 * variables; they are read as curl reads them. Thread-safe.
 */
final class Proxies {
    private final Map<String, Proxy> byScheme;
    private final List<NoProxyRule> exceptions;

    /** A proxy, and the credentials that it asks for. */
    private record Proxy(HttpHost host, Optional<UsernamePasswordCredentials> credentials) {}

    private Proxies(Map<String, Proxy> byScheme, List<NoProxyRule> exceptions) {
        this.byScheme = Map.copyOf(byScheme);
        this.exceptions = List.copyOf(exceptions);
    }

    static Proxies none() {
        return new Proxies(Map.of(), List.of());
    }

    /**
     * Reads the proxies from the environment.
     *
     * @param environment returns the value of a variable, or null
     * @throws IllegalArgumentException when a value is not of the form {@code http://[user:password@]host:port}. The
     * message names only the variable, because its value may contain a password.
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
            // reported below, without the text
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

    /**
     * Returns the proxy for a target, or empty if it is reached directly. Targets on this machine are always reached
     * directly.
     */
    Optional<HttpHost> proxyFor(HttpHost target) {
        requireNonNull(target, "target is null");
        return Optional.ofNullable(byScheme.get(target.getSchemeName()))
                .map(Proxy::host)
                .filter(proxy -> !NoProxyRule.isThisMachine(target)
                        && exceptions.stream().noneMatch(rule -> rule.takes(target)));
    }

    /** Returns the credentials for all proxies. */
    CredentialsProvider credentials() {
        BasicCredentialsProvider provider = new BasicCredentialsProvider();
        byScheme.values().forEach(proxy -> proxy.credentials()
                .ifPresent(credentials -> provider.setCredentials(new AuthScope(proxy.host()), credentials)));
        return provider;
    }
}
