package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final HttpHost SECURE = new HttpHost("http", "secure.proxy", 3128);
    private static final HttpHost PLAIN = new HttpHost("http", "plain.proxy", 80);

    private static Optional<HttpHost> proxyFor(String url, Map<String, String> environment) {
        return Proxies.from(environment::get).proxyFor(HttpHost.create(URI.create(url)));
    }

    private static boolean goesStraight(String noProxy, String url) {
        return proxyFor(url, Map.of("HTTPS_PROXY", "http://secure.proxy:3128", "NO_PROXY", noProxy))
                .isEmpty();
    }

    @Test
    void theSchemeOfTheTargetSelectsTheVariable() {
        Map<String, String> both =
                Map.of("HTTPS_PROXY", "http://secure.proxy:3128", "HTTP_PROXY", "http://plain.proxy");
        assertThat(proxyFor("https://a.example/", both)).hasValue(SECURE);
        assertThat(proxyFor("http://a.example/", both)).hasValue(PLAIN);
        assertThat(proxyFor("https://a.example/", Map.of("HTTP_PROXY", "http://plain.proxy")))
                .isEmpty();
        assertThat(proxyFor("https://a.example/", Map.of())).isEmpty();
        assertThat(proxyFor(
                        "https://a.example/", Map.of("HTTPS_PROXY", " ", "https_proxy", "http://secure.proxy:3128")))
                .hasValue(SECURE);
        assertThat(Proxies.none().proxyFor(SECURE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://secure.proxy:3128", "HTTP://secure.proxy:3128/", "secure.proxy:3128"})
    void aProxyIsAUrlOrAHostAndAPort(String value) {
        assertThat(proxyFor("https://a.example/", Map.of("HTTPS_PROXY", value))).hasValue(SECURE);
    }

    @Test
    void aProxyMayHaveUserAndPassword() {
        Proxies proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://user:p%40ss+w%3Ard@secure.proxy:3128")::get);
        UsernamePasswordCredentials credentials =
                (UsernamePasswordCredentials) proxies.credentials().getCredentials(new AuthScope(SECURE), null);
        assertThat(credentials.getUserName()).isEqualTo("user");
        assertThat(new String(credentials.getUserPassword())).isEqualTo("p@ss+w:rd");
        assertThat(proxies.credentials().getCredentials(new AuthScope("a.example", 443), null))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:s3cret@secure.proxy:3128",
                "socks5://user:s3cret@secure.proxy:1080",
                "http://user:s3cret@/",
                "http://user:s3cret@a b/",
                "://s3cret"
            })
    void otherKindsOfProxiesAreRejectedWithTheVariablesNameOnly(String value) {
        assertThatThrownBy(() -> Proxies.from(Map.of("HTTPS_PROXY", value)::get))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HTTPS_PROXY: expected http://host:port or http://user:password@host:port")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*                        | https://a.example/",
                "a.example                | https://a.example/",
                "A.Example                | https://a.EXAMPLE/",
                "a.example.               | https://a.example/",
                "a.example                | https://a.example./",
                "example                  | https://b.a.example/",
                ".a.example               | https://b.a.example/",
                ".a.example               | https://a.example/",
                "x.example, a.example     | https://a.example/",
                "x.example a.example      | https://a.example/",
                "a.example:443            | https://a.example/",
                "a.example:8443           | https://a.example:8443/",
                "10.1.2.3                 | https://10.1.2.3/",
                "10.1.2.3:443             | https://10.1.2.3/",
                "10.0.0.0/8               | https://10.255.0.1/",
                "fd00::/8                 | https://[fd12::1]/",
                "[2001:db8::1]:443        | https://[2001:db8::1]/",
                "2001:db8:0::1            | https://[2001:db8::1]/",
            })
    void targetsInNoProxyBypassTheProxy(String noProxy, String url) {
        assertThat(goesStraight(noProxy, url)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                       | https://a.example/",
                "a.example                | https://aa.example/",
                "a.example                | https://example/",
                "a.example:8443           | https://a.example/",
                "0.0.1                    | https://10.0.0.1/",
                "10.0.0.0/8               | https://11.0.0.1/",
                "10.0.0.0/8               | https://ten.example/",
                "10.0.0.0/999             | https://10.0.0.1/",
                "example/8                | https://a.example/",
                "fd00::/8                 | https://[fe80::1]/",
                "*.example                | https://a.example/",
            })
    void otherTargetsGoThroughTheProxy(String noProxy, String url) {
        assertThat(goesStraight(noProxy, url)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://localhost/", "https://LOCALHOST:8090/", "https://127.1.2.3/", "https://[::1]/"})
    void thisMachineIsNeverReachedThroughAProxy(String url) {
        assertThat(goesStraight("", url)).isTrue();
    }
}
