package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.WebhookRequest;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpWebhookSenderTlsTest {
    @TempDir
    Path directory;

    private Path selfSigned() throws IOException, InterruptedException {
        return TestCertificates.selfSigned(directory);
    }

    private static HttpWebhookSender sender(Proxies proxies) {
        return new HttpWebhookSender(Duration.ofSeconds(10), true, proxies, Clock.systemUTC());
    }

    private static Reply post(HttpWebhookSender sender, String authority) {
        return sender.post(new WebhookRequest("https://" + authority + "/", Map.of(), "{}".getBytes(UTF_8)));
    }

    /** A server with the certificate, and the number of requests that it received. */
    private static HttpsServer serve(Path store, AtomicInteger requests) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.tls(store)));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Creates a sender in a process that trusts only the certificates in the store. */
    private static HttpWebhookSender senderThatTrusts(Path store, Proxies proxies) {
        return TestCertificates.trustedBy(sender(proxies), store);
    }

    @Test
    void anUntrustedCertificateIsRejected() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = serve(selfSigned(), requests);
        Reply reply =
                post(sender(Proxies.none()), "localhost:" + server.getAddress().getPort());
        server.stop(0);
        assertThat(reply).isInstanceOfSatisfying(Reply.NotAnswered.class, refused -> assertThat(refused.reason())
                .startsWith("127.0.0.1: the certificate is not trusted: ")
                .doesNotContain("Exception", "sun."));
        assertThat(requests).hasValue(0);
    }

    @Test
    void aCertificateIsValidForItsOwnNamesOnly() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Path store = selfSigned();
        HttpsServer server = serve(store, requests);
        HttpWebhookSender sender = senderThatTrusts(store, Proxies.none());
        Reply byName = post(sender, "localhost:" + server.getAddress().getPort());
        Reply byAddress = post(sender, "127.0.0.1:" + server.getAddress().getPort());
        server.stop(0);
        assertThat(byName).isEqualTo(new Reply.Answered(200, Optional.empty(), Optional.empty()));
        assertThat(byAddress).isInstanceOfSatisfying(Reply.NotAnswered.class, refused -> assertThat(refused.reason())
                .startsWith("127.0.0.1: the certificate is not for this host: "));
        assertThat(requests).hasValue(1);
    }

    @Test
    void theReceiversCertificateIsCheckedThroughAProxyAndTheTunnelIsReused() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Path store = selfSigned();
        HttpsServer server = serve(store, requests);
        try (TunnelProxy proxy = new TunnelProxy(server.getAddress().getPort())) {
            Proxies proxies = Proxies.from(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())::get);
            HttpWebhookSender sender = senderThatTrusts(store, proxies);
            for (int i = 0; i < 2; i++) {
                assertThat(post(sender, "hooks.invalid"))
                        .isEqualTo(new Reply.Answered(200, Optional.empty(), Optional.empty()));
            }
            assertThat(proxy.requestLines()).containsExactly("CONNECT hooks.invalid:443 HTTP/1.1");
            assertThat(post(sender, "others.invalid"))
                    .isInstanceOfSatisfying(Reply.NotAnswered.class, refused -> assertThat(refused.reason())
                            .startsWith("through the proxy 127.0.0.1: the certificate is not for this host: "));
            assertThat(post(sender(proxies), "hooks.invalid")).isInstanceOf(Reply.NotAnswered.class);
        }
        server.stop(0);
        assertThat(requests).hasValue(2);
    }

    @Test
    void aServerWithoutTlsIsRejected() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answerer = new Thread(() -> sayHello(plain));
            answerer.start();
            assertThat(post(sender(Proxies.none()), "localhost:" + plain.getLocalPort()))
                    .isInstanceOfSatisfying(Reply.NotAnswered.class, refused -> assertThat(refused.reason())
                            .startsWith("127.0.0.1: TLS failed: Unsupported or unrecognized SSL message"));
        }
    }

    private static void sayHello(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // the client has closed the connection
        }
    }
}
