package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.delivery.Reply;
import com.ingestlayer.delivery.WebhookRequest;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows why webhooks are not sent with quarkus-rest-client (infra/decisions/0003). It calls the client that
 * quarkus-rest-client is based on and ours with the same receivers. If a test of the REST client fails after an
 * upgrade, reconsider the decision.
 */
class RestClientComparisonTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);
    private static final int DRIPS = 20;
    private static final int HUGE = 32 * 1024 * 1024;

    private final HttpWebhookSender sender = new HttpWebhookSender(TIMEOUT, true, Proxies.none(), Clock.systemUTC());
    private final Client restClient = ClientBuilder.newBuilder()
            .connectTimeout(TIMEOUT.toMillis(), MILLISECONDS)
            .readTimeout(TIMEOUT.toMillis(), MILLISECONDS)
            .build();
    private final CountDownLatch testEnded = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @AfterEach
    void close() {
        testEnded.countDown();
        restClient.close();
    }

    /**
     * Sends a byte of the body every 100 ms, so that the whole answer takes half a second longer than the time-out.
     */
    private RawServer dripping() throws IOException {
        return RawServer.start(out -> {
            out.write(head(DRIPS));
            for (int i = 0; i < DRIPS && !testEnded.await(100, MILLISECONDS); i++) {
                out.write('x');
            }
        });
    }

    /** Sends more than fits into the sockets' buffers, as fast as the client reads. */
    private RawServer pouring() throws IOException {
        return RawServer.start(out -> {
            try {
                out.write(head(HUGE));
                out.write("x".repeat(HUGE).getBytes(US_ASCII));
            } catch (IOException e) {
                hungUp.countDown();
            }
        });
    }

    private static byte[] head(int length) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private String byRestClient(RawServer server) {
        return restClient.target(server.url()).request().post(Entity.text("{}"), String.class);
    }

    private Reply byOurs(RawServer server) {
        return sender.post(new WebhookRequest(server.url(), Map.of(), "{}".getBytes(UTF_8)));
    }

    @Test
    void theRestClientsTimeoutDoesNotBoundADrippingAnswer() throws IOException {
        try (RawServer server = dripping()) {
            assertThat(byRestClient(server)).hasSize(DRIPS);
        }
    }

    @Test
    void ourTimeoutBoundsADrippingAnswer() throws IOException {
        try (RawServer server = dripping()) {
            assertThat(byOurs(server)).isEqualTo(new Reply.NotAnswered("127.0.0.1: no whole answer within 1500 ms"));
        }
    }

    @Test
    void theRestClientReadsAnUnlimitedBody() throws IOException {
        try (RawServer server = pouring()) {
            assertThat(byRestClient(server)).hasSize(HUGE);
        }
    }

    @Test
    void oursReadsAnExcerptAndClosesTheConnection() throws IOException, InterruptedException {
        try (RawServer server = pouring()) {
            assertThat(byOurs(server)).isInstanceOfSatisfying(Reply.Answered.class, answer -> {
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.retryAfter()).isEqualTo(Optional.empty());
                assertThat(answer.bodyExcerpt().orElseThrow()).hasSizeLessThanOrEqualTo(1024);
            });
            assertThat(hungUp.await(5, SECONDS)).isTrue();
        }
    }
}
