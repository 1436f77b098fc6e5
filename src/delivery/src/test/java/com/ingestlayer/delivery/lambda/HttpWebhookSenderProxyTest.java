package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.WebhookRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookSenderProxyTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    /** A public address that belongs to nobody. Nothing connects to it here, except through the proxy. */
    private static final String PUBLIC = "https://8.8.8.8/hooks";

    private static Reply post(RawServer proxy, String credentials, boolean privateAllowed, String url) {
        String address = "http://" + credentials + "127.0.0.1:" + proxy.port();
        Proxies proxies = Proxies.from(Map.of("HTTPS_PROXY", address, "HTTP_PROXY", address)::get);
        return new HttpWebhookSender(Duration.ofSeconds(10), privateAllowed, proxies, Clock.systemUTC())
                .post(new WebhookRequest(url, Map.of(), "{}".getBytes(UTF_8)));
    }

    private static Reply notAnswered(String reason) {
        return new Reply.NotAnswered(reason);
    }

    @Test
    void aPlainRequestGoesToTheProxyWhichResolvesTheName() throws IOException {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            assertThat(post(proxy, "", true, "http://hooks.invalid:8080/in?a=b"))
                    .isEqualTo(new Reply.Answered(200, Optional.empty(), Optional.empty()));
            assertThat(proxy.requestLines()).containsExactly("POST http://hooks.invalid:8080/in?a=b HTTP/1.1");
        }
    }

    @Test
    void aSecureRequestTunnelsThroughTheProxysPrivateAddress() throws IOException {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            assertThat(post(proxy, "", false, PUBLIC)).isInstanceOf(Reply.NotAnswered.class);
            assertThat(proxy.requestLines()).containsExactly("CONNECT 8.8.8.8:443 HTTP/1.1");
        }
    }

    @Test
    void aProxysRefusalIsReportedAndNotMistakenForTheReceivers() throws IOException {
        try (RawServer proxy = RawServer.thatSays("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno")) {
            assertThat(post(proxy, "", false, PUBLIC)).isEqualTo(notAnswered("the proxy did not connect: HTTP 403"));
        }
    }

    @Test
    void aProxyThatAsksForAPasswordReceivesIt() throws IOException {
        String challenge = "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n";
        try (RawServer proxy = RawServer.start(out -> out.write(challenge.getBytes(US_ASCII)))) {
            assertThat(post(proxy, "", false, PUBLIC)).isEqualTo(notAnswered("the proxy did not connect: HTTP 407"));
            assertThat(proxy.headerLines()).noneMatch(line -> line.startsWith("Proxy-Authorization"));
            assertThat(post(proxy, "user:password@", false, PUBLIC))
                    .isEqualTo(notAnswered("the proxy did not connect: HTTP 407"));
            assertThat(proxy.requestLines()).containsOnly("CONNECT 8.8.8.8:443 HTTP/1.1");
            assertThat(proxy.headerLines()).contains("Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://10.0.0.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::a00:1]/",
                "https://[::ffff:10.0.0.1]/"
            })
    void aPrivateTargetIsRejectedBeforeTheProxyIsAsked(String url) throws IOException {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            Reply reply = post(proxy, "", false, url);
            assertThat(((Reply.NotAnswered) reply).reason()).contains("is not public");
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void anUnresolvableNameIsNotSentToTheProxy() throws IOException {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            assertThat(post(proxy, "", false, "https://hooks.invalid/"))
                    .isEqualTo(notAnswered("the host name has no address"));
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void thisMachineIsRejectedAlthoughItBypassesTheProxy() throws IOException {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            assertThat(post(proxy, "", false, "https://localhost:" + proxy.port() + "/"))
                    .isEqualTo(notAnswered(
                            "the address of localhost is not public, and private destinations are not allowed"));
            assertThat(proxy.connections()).isZero();
        }
    }

    @Test
    void anUnreachableProxyIsReportedAsAProxy() throws IOException {
        RawServer proxy = RawServer.thatSays(OK);
        proxy.close();
        assertThat(post(proxy, "", false, PUBLIC)).isEqualTo(notAnswered("proxy 127.0.0.1: connection refused"));
    }

    @Test
    void theDeadlineAppliesToTheProxyToo() throws IOException {
        CountDownLatch testEnded = new CountDownLatch(1);
        try (RawServer proxy = RawServer.start(out -> testEnded.await())) {
            Proxies proxies = Proxies.from(Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.port())::get);
            Reply reply = new HttpWebhookSender(Duration.ofMillis(300), false, proxies, Clock.systemUTC())
                    .post(new WebhookRequest(PUBLIC, Map.of(), "{}".getBytes(UTF_8)));
            assertThat(reply).isEqualTo(notAnswered("through the proxy 127.0.0.1: no whole answer within 300 ms"));
            assertThat(proxy.connections()).isEqualTo(1);
        } finally {
            testEnded.countDown();
        }
    }

    @Test
    void aHostNameMayContainAnUnderscore() throws Exception {
        try (RawServer proxy = RawServer.thatSays(OK)) {
            assertThat(post(proxy, "", true, "http://my_service:8080/in?a=b")).isInstanceOf(Reply.Answered.class);
            assertThat(post(proxy, "", true, "http://my_service.internal/")).isInstanceOf(Reply.Answered.class);
            assertThat(proxy.requestLines())
                    .containsExactly(
                            "POST http://my_service:8080/in?a=b HTTP/1.1", "POST http://my_service.internal/ HTTP/1.1");
            assertThat(proxy.headerLines()).contains("Host: my_service:8080", "Host: my_service.internal");
        }
    }
}
