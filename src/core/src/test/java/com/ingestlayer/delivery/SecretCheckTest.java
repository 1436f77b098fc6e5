package com.ingestlayer.delivery;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretCheckTest {
    private static final Destinations DESTINATIONS = new Destinations(destinationsOf("""
            name: p
            status: draft
            destinations:
              - webhook.out: { name: a, url: "https://a.example/", auth: { type: hmac, secrets: ["${secret:one}", "${secret:two}"] } }
              - webhook.out: { name: b, url: "https://b.example/", auth: { type: bearer, secret: "${secret:token}" } }
              - webhook.out: { name: c, url: "https://c.example/", auth: { type: hmac, scheme: standard-webhooks, secret: "${secret:std}" } }
              - webhook.out: { name: d, url: "https://d.example/" }
            """, """
            name: q
            status: active
            destinations:
              - webhook.out: { url: "https://e.example/", auth: { type: hmac, secret: "${secret:one}" } }
            """));

    private final Map<String, String> values = new ConcurrentHashMap<>(Map.of(
            "one", "whsec_number_one",
            "two", "whsec_number_two",
            "token", "a-token-of-the-receiver",
            "std", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch testEnded = new CountDownLatch(1);
    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(SecretCheck.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void record() {
        logger.addHandler(handler);
    }

    @AfterEach
    void stop() {
        logger.removeHandler(handler);
        testEnded.countDown();
        threads.shutdownNow();
    }

    private int check(Secrets secrets, Duration atMost) {
        return new SecretCheck(DESTINATIONS, secrets, threads).run(atMost);
    }

    private Optional<SigningSecret> find(String name) {
        asked.add(name);
        return Optional.ofNullable(values.get(name)).map(SigningSecret::new);
    }

    private int check() {
        return check(this::find, Duration.ofSeconds(20));
    }

    @Test
    void everySecretIsReadOnceAndUsableOnesLogNothing() {
        assertThat(check()).isZero();
        assertThat(asked).containsExactlyInAnyOrder("one", "two", "token", "std");
        assertThat(log).isEmpty();
    }

    @Test
    void secretsAreReadInParallel() {
        CyclicBarrier allThere = new CyclicBarrier(4);
        check(
                name -> {
                    try {
                        allThere.await(20, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    return find(name);
                },
                Duration.ofSeconds(20));
        assertThat(log).isEmpty();
    }

    @Test
    void eachUnsetSecretIsAWarningThatNamesTheAffectedDestinations() {
        values.keySet().removeAll(List.of("two", "token"));
        assertThat(check()).isEqualTo(2);
        assertThat(log)
                .containsExactly(
                        "WARN the secret \"token\" is not set; until it is, nothing is delivered to p/b",
                        "WARN the secret \"two\" is not set; until it is, nothing is delivered to p/a");
    }

    @Test
    void eachShortSecretIsAnErrorThatNamesTheAffectedDestinationsButNotTheValue() {
        values.put("one", "tooshortsecret");
        values.put("token", "tooshorttoken");
        values.put("std", "whsec_tooshort");
        assertThat(check()).isEqualTo(3);
        assertThat(log)
                .containsExactly(
                        "ERROR the secret \"one\" is too short: it needs at least 16 bytes; until it is changed, nothing is"
                                + " delivered to p/a, q/webhook.out",
                        "ERROR the secret \"std\" is too short: Standard Webhooks asks for at least 24 bytes before base 64;"
                                + " until it is changed, nothing is delivered to p/c",
                        "ERROR the secret \"token\" is too short: it needs at least 16 bytes; until it is changed, nothing is"
                                + " delivered to p/b")
                .noneMatch(line -> line.contains("tooshort"));
    }

    @Test
    void aSecretThatIsNotBase64IsUnusableForStandardWebhooksOnly() {
        values.put("std", "whsec_local_development_of_webhooks");
        values.put("one", "whsec_local_development_of_webhooks");
        assertThat(check()).isEqualTo(1);
        assertThat(log)
                .containsExactly(
                        "ERROR the secret \"std\" is not base 64, as Standard Webhooks has it; until it is changed,"
                                + " nothing is delivered to p/c");
    }

    @Test
    void aTokenWithCharactersThatHeadersCannotCarryIsUnusable() {
        values.put("token", "a-token-of-\nthe-receiver");
        assertThat(check()).isEqualTo(1);
        assertThat(log)
                .containsExactly(
                        "ERROR the secret \"token\" is no bearer token: it has characters that no header can carry;"
                                + " until it is changed, nothing is delivered to p/b");
    }

    @Test
    void whiteSpaceAroundASecretIsHarmless() {
        values.replaceAll((name, value) -> " " + value + "\r\n");
        assertThat(check()).isZero();
        assertThat(log).isEmpty();
    }

    @Test
    void anUnavailableStoreIsAWarning() {
        check(
                name -> {
                    throw new UnavailableException("the parameter store");
                },
                Duration.ofSeconds(20));
        assertThat(log)
                .hasSize(4)
                .contains("WARN the secret \"one\" could not be read, and is not checked:"
                        + " the parameter store did not answer");
    }

    @Test
    void aShortSecretIsReportedEvenIfAnotherCouldNotBeRead() {
        values.put("two", "tooshortsecret");
        int unusable = check(
                name -> {
                    if (name.equals("one")) {
                        throw new UnavailableException("the parameter store");
                    }
                    return find(name);
                },
                Duration.ofSeconds(20));
        assertThat(unusable).isEqualTo(1);
        assertThat(log).anyMatch(line -> line.startsWith("ERROR the secret \"two\" is too short"));
    }

    @Test
    void theCheckNeverWaitsLongerThanAllowed() {
        check(
                name -> {
                    try {
                        testEnded.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                },
                Duration.ofMillis(50));
        assertThat(log).hasSize(4).contains("WARN the secret \"std\" was not read within 50 ms, and is not checked");
    }
}
