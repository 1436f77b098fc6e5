package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.MutableClock;
import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.WebhookRequest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpWebhookSenderTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final Reply TIMED_OUT = new Reply.NotAnswered("127.0.0.1: no whole answer within 300 ms");
    private static final Reply REFUSED = new Reply.NotAnswered("127.0.0.1: connection refused");

    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final HttpWebhookSender sender = new HttpWebhookSender(Duration.ofSeconds(10), true, Proxies.none(), clock);
    private final HttpWebhookSender impatient =
            new HttpWebhookSender(Duration.ofMillis(300), true, Proxies.none(), clock);
    private final HttpWebhookSender publicOnly =
            new HttpWebhookSender(Duration.ofSeconds(10), false, Proxies.none(), clock);
    private final CountDownLatch testEnded = new CountDownLatch(1);

    @AfterEach
    void closeServers() {
        testEnded.countDown();
    }

    private static WebhookRequest to(String url) {
        return new WebhookRequest(url, Map.of("Content-Type", "application/json"), "{}".getBytes(UTF_8));
    }

    private static Reply answered(int status, String body) {
        return new Reply.Answered(status, Optional.empty(), Optional.of(body).filter(text -> !text.isEmpty()));
    }

    private Reply replyTo(String answer) throws IOException {
        try (RawServer server = RawServer.thatSays(answer)) {
            return sender.post(to(server.url()));
        }
    }

    private static String excerpt(Reply reply) {
        return ((Reply.Answered) reply).bodyExcerpt().orElseThrow();
    }

    private static String reason(Reply reply) {
        return ((Reply.NotAnswered) reply).reason();
    }

    @Test
    void bytesAndHeadersArriveUnchanged() throws IOException {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hooks", exchange -> {
            headers.add(Map.copyOf(exchange.getRequestHeaders()));
            bodies.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(201, 6);
            exchange.getResponseBody().write("thanks".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        String body = "{\"name\":\"Zoë\",\"price\":\"5 €\",\"clef\":\"𝄞\"}";

        Reply reply = sender.post(new WebhookRequest(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks?a=b",
                Map.of(
                        "Content-Type", "application/json",
                        "User-Agent", "ingestlayer/test",
                        "X-Ingestlayer-Signature", "t=1,v1=ab,v1=cd"),
                body.getBytes(UTF_8)));
        server.stop(0);

        assertThat(reply).isEqualTo(answered(201, "thanks"));
        assertThat(bodies).singleElement().isEqualTo(body.getBytes(UTF_8));
        assertThat(headers).singleElement().satisfies(sent -> assertThat(sent)
                .containsEntry("Content-type", List.of("application/json"))
                .containsEntry("User-agent", List.of("ingestlayer/test"))
                .containsEntry("X-ingestlayer-signature", List.of("t=1,v1=ab,v1=cd"))
                .containsEntry("Content-length", List.of(Integer.toString(body.getBytes(UTF_8).length)))
                .containsEntry("Accept-encoding", List.of("identity"))
                .doesNotContainKeys("Cookie", "Expect", "Upgrade"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 202, 204, 299})
    void everyStatusFrom200To299IsASuccess(int status) throws IOException {
        assertThat(replyTo("HTTP/1.1 " + status + " Fine\r\nContent-Length: 0\r\n\r\n")
                        .isSuccess())
                .isTrue();
    }

    @Test
    void aRedirectIsNotFollowed() throws IOException {
        try (RawServer target = RawServer.thatSays(OK);
                RawServer server = RawServer.thatSays(
                        "HTTP/1.1 302 Found\r\nLocation: " + target.url() + "\r\nContent-Length: 0\r\n\r\n")) {
            Reply reply = sender.post(to(server.url()));
            assertThat(reply).isEqualTo(answered(302, ""));
            assertThat(reply.isSuccess()).isFalse();
            assertThat(target.connections()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/a//b/../c;d=e?f=%C3%BC, /a//b/../c;d=e?f=%C3%BC",
        "/zoë?q=€,                /zo%C3%AB?q=%E2%82%AC",
        "?q=1,                    /?q=1",
        "'',                      /"
    })
    void thePathIsSentAsConfiguredAndNonAsciiInItPercentEncoded(String configured, String sent) throws IOException {
        try (RawServer server = RawServer.thatSays(OK)) {
            sender.post(to("http://127.0.0.1:" + server.port() + configured));
            assertThat(server.requestLines()).containsExactly("POST " + sent + " HTTP/1.1");
        }
    }

    @Test
    void aLineEndInAHeaderValueStartsNoNewHeader() throws IOException {
        try (RawServer server = RawServer.thatSays(OK)) {
            Map<String, String> headers = Map.of("Authorization", "Bearer a\r\nContent-Length: 99\r\n");
            assertThat(sender.post(new WebhookRequest(server.url(), headers, "{}".getBytes(UTF_8))))
                    .isEqualTo(answered(200, ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http:", "http://a b/", "http://a.example:70000/", "nonsense", "ftp://a.example/"})
    void anInvalidUrlIsAFailedAttempt(String url) {
        assertThat(sender.post(to(url))).isInstanceOf(Reply.NotAnswered.class);
        assertThat(publicOnly.post(to(url))).isInstanceOf(Reply.NotAnswered.class);
    }

    @Test
    void anErrorBodyIsKeptUpToOneKibibyte() throws IOException {
        assertThat(replyTo("HTTP/1.1 500 Oops\r\n\r\n" + "x".repeat(1024))).isEqualTo(answered(500, "x".repeat(1024)));
        assertThat(replyTo("HTTP/1.1 500 Oops\r\n\r\n" + "x".repeat(1025))).isEqualTo(answered(500, "x".repeat(1024)));
    }

    @Test
    void aCharacterBeyondTheKibibyteIsDropped() throws IOException {
        String euros = new String("x€".repeat(300).getBytes(UTF_8), ISO_8859_1);
        assertThat(excerpt(replyTo("HTTP/1.1 500 Oops\r\n\r\n" + euros))).isEqualTo("x€".repeat(256));
        assertThat(excerpt(replyTo("HTTP/1.1 500 Oops\r\n\r\nx" + euros))).isEqualTo("x" + "x€".repeat(255) + "x");
    }

    @Test
    void onlyTypeAndLengthOfABinaryAnswerAreKept() throws IOException {
        String png = "\u0089PNG\r\n\u001a\n" + "\0".repeat(1226);
        assertThat(excerpt(replyTo("HTTP/1.1 500 Oops\r\nContent-Type: image/png\r\n\r\n" + png)))
                .isEqualTo("(1,234 bytes of image/png)");
        assertThat(excerpt(replyTo("HTTP/1.1 500 Oops\r\nContent-Encoding: gzip\r\n\r\nx")))
                .isEqualTo("(1 byte, in gzip)");
    }

    @ParameterizedTest
    @CsvSource({
        "Connection: close,          ''",
        "Content-Length: 9000000000, ''",
        "Transfer-Encoding: chunked, '400'",
    })
    void anEndlessBodyIsCutOffAndItsConnectionIsNotReused(String header, String chunkSize) throws IOException {
        String chunk = chunkSize.isEmpty() ? "x".repeat(1024) : chunkSize + "\r\n" + "x".repeat(1024) + "\r\n";
        byte[] block = chunk.repeat(16).getBytes(UTF_8);
        try (RawServer server = RawServer.start(out -> {
            out.write(("HTTP/1.1 500 Oops\r\n" + header + "\r\n\r\n").getBytes(UTF_8));
            while (true) {
                out.write(block);
            }
        })) {
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(500, "x".repeat(1024)));
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(500, "x".repeat(1024)));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK\r\nX-Endless: ", "", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;"})
    void anEndlessLineEndsTheAttemptAndAffectsNoOther(String start) throws IOException {
        byte[] block = "x".repeat(8192).getBytes(UTF_8);
        try (RawServer endless = RawServer.start(out -> {
                    out.write(start.getBytes(UTF_8));
                    while (true) {
                        out.write(block);
                    }
                });
                RawServer other = RawServer.thatSays(OK)) {
            assertThat(reason(sender.post(to(endless.url()))))
                    .isEqualTo(
                            "127.0.0.1: the answer's status line, a header or a chunk's head is longer than 16384 bytes");
            assertThat(sender.post(to(other.url()))).isEqualTo(answered(200, ""));
        }
    }

    @Test
    void endlessHeadersEndTheAttempt() throws IOException {
        assertThat(reason(replyTo("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(10_000))))
                .isEqualTo("127.0.0.1: the answer has more than 200 headers");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "hello\r\n\r\n",
                "HTTP/1.1\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n",
                "HTTP/1.1 1000 High\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
            })
    void anAnswerThatIsNotHttpIsReportedAsSuch(String answer) throws IOException {
        assertThat(reason(replyTo(answer)))
                .startsWith("127.0.0.1: the answer is not valid HTTP: ")
                .doesNotContain("Exception", "org.apache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe",
            })
    void anAnswerThatIsCutShortIsABrokenConnection(String answer) throws IOException {
        assertThat(reason(replyTo(answer)))
                .startsWith("127.0.0.1: the connection broke before the whole answer came: ");
    }

    @Test
    void aConnectionClosedWithoutAByteIsReportedAsSuch() throws IOException {
        assertThat(reason(replyTo(""))).isEqualTo("127.0.0.1: the connection was closed before an answer came");
    }

    @Test
    void theAddressOfAReusedConnectionIsReported() throws IOException {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer server = RawServer.start(out -> {
            if (requests.incrementAndGet() > 1) {
                testEnded.await();
            }
            out.write(OK.getBytes(UTF_8));
        })) {
            assertThat(impatient.post(to(server.url()))).isEqualTo(answered(200, ""));
            assertThat(impatient.post(to(server.url()))).isEqualTo(TIMED_OUT);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx",
                "HTTP/1.0 200\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nContent-Type: ;charset=\"\0\r\nContent-Type: x\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nSet-Cookie: =;;\r\nSet-Cookie:\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nKeep-Alive: timeout=9223372036854775807, max=x\r\nContent-Length: 1\r\n\r\nx",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nX-Trailer: y\r\n\r\n",
            })
    void anOddAnswerIsAccepted(String answer) throws IOException {
        assertThat(replyTo(answer)).isEqualTo(answered(200, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "204 No Content\r\nContent-Length: 1\r\n\r\n",
                "304 Not Modified\r\nContent-Length: 100\r\n\r\n",
                "401 Unauthorized\r\nContent-Length: 0\r\nWWW-Authenticate: ,,=\"\r\nWWW-Authenticate: Negotiate\r\n\r\n",
                "407 Proxy Authentication Required\r\nContent-Length: 0\r\nProxy-Authenticate: Basic\r\n\r\n",
            })
    void aStatusWithAMeaningForClientsIsAnOrdinaryAnswer(String answer) throws IOException {
        assertThat(replyTo("HTTP/1.1 " + answer)).isEqualTo(answered(Integer.parseInt(answer.substring(0, 3)), ""));
    }

    @Test
    void theTimeoutEndsTheWaitForASilentHost() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(impatient.post(to("http://127.0.0.1:" + silent.getLocalPort())))
                    .isEqualTo(TIMED_OUT);
            assertThat(impatient.post(to("https://127.0.0.1:" + silent.getLocalPort())))
                    .isEqualTo(TIMED_OUT);
        }
    }

    @Test
    void theTimeoutEndsTheWaitForAHangingServer() throws IOException {
        try (RawServer server = RawServer.start(out -> testEnded.await())) {
            assertThat(impatient.post(to(server.url()))).isEqualTo(TIMED_OUT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nX-Slow: ", "HTTP/1.1 200 OK\r\n\r\n"})
    void theTimeoutEndsAnEndlesslyDrippingAnswer(String start) throws IOException, InterruptedException {
        CountDownLatch hungUp = new CountDownLatch(1);
        try (RawServer server = RawServer.start(out -> {
            try {
                out.write(start.getBytes(UTF_8));
                while (!testEnded.await(50, MILLISECONDS)) {
                    out.write('x');
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        })) {
            assertThat(impatient.post(to(server.url()))).isEqualTo(TIMED_OUT);
            assertThat(hungUp.await(5, SECONDS)).isTrue();
        }
    }

    @Test
    void aClosedPortIsReported() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(sender.post(to("http://127.0.0.1:" + port))).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.invalid/", "https://hooks.invalid./"})
    void anUnresolvableHostNameIsReported(String url) {
        assertThat(sender.post(to(url))).isEqualTo(new Reply.NotAnswered("the host name has no address"));
        assertThat(publicOnly.post(to(url))).isEqualTo(new Reply.NotAnswered("the host name has no address"));
    }

    @Test
    void connectionsAreReused() throws IOException {
        try (RawServer server = RawServer.start(out -> out.write(OK.getBytes(UTF_8)))) {
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(200, ""));
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(200, ""));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void anIdleConnectionThatTheServerClosedIsReplaced() throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer server = RawServer.start(out -> {
            out.write(OK.getBytes(UTF_8));
            out.close();
            closed.countDown();
        })) {
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(200, ""));
            assertThat(closed.await(5, SECONDS)).isTrue();
            assertThat(sender.post(to(server.url()))).isEqualTo(answered(200, ""));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | 120                           | PT2M",
                "429 | ' 0 '                         | PT0S",
                "429 | Sat, 31 Jan 2026 10:01:30 GMT | PT1M30S",
                "429 | Sat, 31 Jan 2026 10:00:00 GMT | PT0S",
                "429 | Sat, 31 Jan 2026 09:59:59 GMT |",
                "429 | Mon, 31 Jan 2026 10:01:30 GMT |",
                "429 | soon                          |",
                "429 | -1                            |",
                "429 | 1.5                           |",
                "429 | 10000000000                   | PT999999999S",
                "503 | Saturday, 31-Jan-26 10:01:30 GMT | PT1M30S",
                "429 | ''                            |",
                "500 | 120                           |",
                "200 | 120                           |",
                "302 | 120                           |",
            })
    void retryAfterIsReadFromStatusesThatUseIt(int status, String header, Duration expected) throws IOException {
        Reply reply = replyTo("HTTP/1.1 " + status + " x\r\nRetry-After: " + header + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(reply.retryAfter()).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void plainHttpIsRejectedIfOnlyPublicDestinationsAreAllowed() throws IOException {
        try (RawServer server = RawServer.thatSays(OK)) {
            assertThat(publicOnly.post(to(server.url())))
                    .isEqualTo(new Reply.NotAnswered("the URL is not https, and plain http is not allowed"));
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"})
    void aPrivateAddressIsRejectedByNameIfOnlyPublicDestinationsAreAllowed(String host) throws IOException {
        try (RawServer server = RawServer.thatSays(OK)) {
            assertThat(publicOnly.post(to("HTTPS://" + host + ":" + server.port() + "/")))
                    .isEqualTo(new Reply.NotAnswered(
                            "the address of " + host + " is not public, and private destinations are not allowed"));
            assertThat(server.connections()).isZero();
        }
    }
}
