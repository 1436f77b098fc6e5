package com.ingestlayer.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests set system properties of the JDK, because they cannot change the environment. */
class EnvironmentProxiesTest {
    private static final Map<String, String> PROPERTIES = Map.of(
            "https.proxyHost", "proxy.example",
            "https.proxyPort", "3128",
            "http.proxyHost", "other.example",
            "http.proxyPort", "8888",
            "http.nonProxyHosts", "*.straight.example|sqs.eu-central-1.amazonaws.com");

    @AfterEach
    void forget() {
        PROPERTIES.keySet().forEach(System::clearProperty);
    }

    private static List<Proxy> proxies(String target) {
        return new EnvironmentProxies().select(URI.create(target));
    }

    private static List<Proxy> proxy(String host, int port) {
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
    }

    @Test
    void eachSchemeHasItsOwnProxy() {
        PROPERTIES.forEach(System::setProperty);
        assertThat(proxies("https://dynamodb.eu-central-1.amazonaws.com/")).isEqualTo(proxy("proxy.example", 3128));
        assertThat(proxies("http://dynamodb.example/")).isEqualTo(proxy("other.example", 8888));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.eu-central-1.amazonaws.com/",
                "https://a.straight.example/",
                "https://A.Straight.Example/",
                "http://localhost:8000/",
            })
    void excludedHostsAreReachedDirectly(String target) {
        PROPERTIES.forEach(System::setProperty);
        assertThat(proxies(target)).containsExactly(Proxy.NO_PROXY);
    }
}
