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
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpWebhookSenderTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private final HttpWebhookSender sender = new HttpWebhookSender(Duration.ofSeconds(10), true, Clock.systemUTC());

    private Path selfSigned() throws IOException, InterruptedException {
        Path store = directory.resolve("self-signed.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static SSLContext tls(Path store) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Reply post(int port) {
        return sender.post(new WebhookRequest("https://localhost:" + port + "/", Map.of(), "{}"));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(selfSigned())));
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Reply reply = post(server.getAddress().getPort());
        server.stop(0);
        assertThat(reply).isInstanceOfSatisfying(Reply.NotAnswered.class, refused -> assertThat(refused.reason())
                .startsWith("TLS failed: "));
        assertThat(requests).hasValue(0);
    }

    @Test
    void aServerThatSpeaksNoTlsIsRefused() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answerer = new Thread(() -> sayHello(plain));
            answerer.start();
            assertThat(post(plain.getLocalPort()))
                    .isEqualTo(new Reply.NotAnswered("TLS failed: Unsupported or unrecognized SSL message"));
        }
    }

    private static void sayHello(ServerSocket server) {
        try (Socket connection = server.accept()) {
            connection.getInputStream().read();
            connection.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(UTF_8));
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client hung up.
        }
    }
}
