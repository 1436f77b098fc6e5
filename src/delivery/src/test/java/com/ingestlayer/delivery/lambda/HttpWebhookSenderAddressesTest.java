package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.WebhookRequest;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests hosts with several addresses, some of which misbehave. */
class HttpWebhookSenderAddressesTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final Reply ACCEPTED = new Reply.Answered(200, Optional.empty(), Optional.empty());

    private final InetAddress first = address("127.0.0.1");
    private final InetAddress second = address("127.0.0.2");
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final CountDownLatch testEnded = new CountDownLatch(1);

    @TempDir
    Path directory;

    @BeforeEach
    void thereIsASecondAddress() {
        try (ServerSocket socket = new ServerSocket(0, 1, second)) {
            assertThat(socket.isBound()).isTrue();
        } catch (IOException e) {
            assumeTrue(false, "this system has no second loopback address");
        }
    }

    @AfterEach
    void close() throws Exception {
        testEnded.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Resolves every name to these addresses. */
    private static DnsResolver names(InetAddress... addresses) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return addresses.clone();
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static HttpWebhookSender sender(Duration timeout, InetAddress... addresses) {
        return new HttpWebhookSender(timeout, true, names(addresses), Proxies.none(), Clock.systemUTC());
    }

    private static Reply post(HttpWebhookSender sender, String scheme, int port) {
        return sender.post(new WebhookRequest(scheme + "://localhost:" + port + "/", Map.of(), "{}".getBytes(UTF_8)));
    }

    private static String reason(Reply reply) {
        return ((Reply.NotAnswered) reply).reason();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, address("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    private RawServer server(InetAddress address, int port, RawServer.Answerer answerer) throws IOException {
        RawServer server = RawServer.start(address, port, answerer);
        opened.add(server);
        return server;
    }

    private RawServer serverThatAccepts(InetAddress address, int port) throws IOException {
        return server(address, port, out -> out.write(OK.getBytes(UTF_8)));
    }

    private int secureServer(InetAddress address, int port, Path store) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(address, port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestCertificates.tls(store)));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        opened.add(() -> server.stop(0));
        return server.getAddress().getPort();
    }

    /** A port whose queue of connections is full, so that the system does not answer anyone who connects. */
    private int silent(InetAddress address, int port) throws IOException {
        ServerSocket full = new ServerSocket(port, 1, address);
        opened.add(full);
        for (int i = 0; i < 10; i++) {
            Socket waiting = new Socket();
            opened.add(waiting);
            try {
                waiting.connect(full.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException e) {
                return full.getLocalPort();
            }
        }
        return assumeFull();
    }

    private static int assumeFull() {
        assumeTrue(false, "this system answers for a server whose queue is full");
        return 0;
    }

    @Test
    void anInvalidCertificateIsReportedBesideTheLastAddressesRefusal() throws Exception {
        int port = secureServer(first, 0, TestCertificates.selfSigned(directory));
        for (HttpWebhookSender sender :
                List.of(sender(Duration.ofSeconds(10), first, second), sender(Duration.ofSeconds(10), second, first))) {
            assertThat(reason(post(sender, "https", port)))
                    .startsWith("127.0.0.1: the certificate is not trusted: ")
                    .endsWith("; 127.0.0.2: connection refused");
        }
    }

    @Test
    void anAddressWithAnInvalidCertificateDoesNotBlockAValidOne() throws Exception {
        Path good = TestCertificates.selfSigned(directory);
        Path bad = TestCertificates.selfSigned(Files.createDirectory(directory.resolve("bad")));
        int port = secureServer(first, 0, bad);
        secureServer(second, port, good);
        HttpWebhookSender sender = TestCertificates.trustedBy(sender(Duration.ofSeconds(10), first, second), good);
        assertThat(post(sender, "https", port)).isEqualTo(ACCEPTED);
    }

    @Test
    void aSilentAddressDoesNotUseUpTheTimeOfTheNext() throws Exception {
        int port = silent(first, 0);
        RawServer server = serverThatAccepts(second, port);
        assertThat(post(sender(Duration.ofSeconds(5), first, second), "http", port))
                .isEqualTo(ACCEPTED);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAddressWithoutTlsDoesNotUseUpTheTimeOfTheNext() throws Exception {
        ServerSocket mute = new ServerSocket(0, 10, first);
        opened.add(mute);
        Path store = TestCertificates.selfSigned(directory);
        secureServer(second, mute.getLocalPort(), store);
        HttpWebhookSender sender = TestCertificates.trustedBy(sender(Duration.ofSeconds(4), first, second), store);
        assertThat(post(sender, "https", mute.getLocalPort())).isEqualTo(ACCEPTED);
    }

    @Test
    void everySilentAddressIsReported() throws Exception {
        int port = silent(first, 0);
        silent(second, port);
        assertThat(reason(post(sender(Duration.ofMillis(600), first, second), "http", port)))
                .isEqualTo("127.0.0.1: no connection within 600 ms; 127.0.0.2: no connection within 600 ms");
    }

    @Test
    void aRefusalIsReportedBeforeSilence() throws Exception {
        int port = silent(first, 0);
        assertThat(reason(post(sender(Duration.ofMillis(600), first, second), "http", port)))
                .isEqualTo("127.0.0.2: connection refused; 127.0.0.1: no connection within 600 ms");
    }

    @Test
    void onlyTheConnectedAddressIsReportedWhenTheAnswerIsMissing() throws Exception {
        RawServer hangs = server(second, 0, out -> testEnded.await());
        assertThat(reason(post(sender(Duration.ofMillis(500), first, second), "http", hangs.port())))
                .isEqualTo("127.0.0.2: no whole answer within 500 ms; 127.0.0.1: connection refused");
    }

    @Test
    void anAnswerThatIsNotHttpIsReportedWithItsAddress() throws Exception {
        RawServer odd = server(second, 0, out -> {
            out.write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
            out.close();
        });
        assertThat(reason(post(sender(Duration.ofSeconds(5), first, second), "http", odd.port())))
                .startsWith("127.0.0.2: the answer is not valid HTTP: ")
                .endsWith("; 127.0.0.1: connection refused");
    }

    @Test
    void anAddressOfIpv6StandsInBrackets() throws Exception {
        int port = freePort();
        String reason = reason(post(sender(Duration.ofSeconds(5), address("::1"), first), "http", port));
        assertThat(reason).contains("[::1]: ", "127.0.0.1: connection refused");
    }
}
