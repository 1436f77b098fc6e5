package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.keys.DynamoDbApiKeys;
import com.ingestlayer.aws.keys.DynamoDbWebhookSources;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class StoreBreakerTest {
    private final UnavailableException silence =
            new UnavailableException("the store", new AwsException("no answer in time", null));

    private final StoreBreaker breaker = new StoreBreaker("the store", Duration.ofMinutes(1));
    private int calls;

    private Throwable failureOf(StoreBreaker asked, RuntimeException failure) {
        return catchThrowable(() -> asked.call(
                () -> {
                    calls++;
                    throw failure;
                },
                String.class));
    }

    private void fail(RuntimeException failure, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(failureOf(breaker, failure)).isSameAs(failure);
        }
    }

    private String answer(StoreBreaker asked) {
        return asked.call(
                () -> {
                    calls++;
                    return "answer";
                },
                String.class);
    }

    @Test
    void fourMissingAnswersOpenTheBreaker() {
        fail(silence, StoreBreaker.FAILURES);
        assertThatThrownBy(() -> answer(breaker))
                .isInstanceOf(UnavailableException.class)
                .hasMessage("the store did not answer")
                .hasRootCauseMessage("it is not asked, because it did not answer 4 calls");
        assertThat(calls).isEqualTo(StoreBreaker.FAILURES);
    }

    @Test
    void anAnswerInBetweenKeepsTheBreakerClosed() {
        for (int round = 0; round < 3; round++) {
            fail(silence, StoreBreaker.FAILURES - 1);
            assertThat(answer(breaker)).isEqualTo("answer");
        }
    }

    static Stream<RuntimeException> answers() {
        return Stream.of(
                new UnavailableException(
                        "the store", new AwsRefusedException("dynamodb", "GetItem", 400, "ThrottlingException", "")),
                new UnavailableException("the store", new AwsRefusedException("ssm", "GetParameters", 500, "", "")),
                new ServiceRefusalException("the store", "ssm", "GetParameters", "AccessDeniedException", null),
                new IllegalStateException("an item that was written wrong"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void refusalsDoNotOpenTheBreaker(RuntimeException answer) {
        fail(answer, 3 * StoreBreaker.FAILURES);
        assertThat(answer(breaker)).isEqualTo("answer");
    }

    @Test
    void anAnswerToTheProbeAfterThePauseClosesTheBreaker() {
        StoreBreaker impatient = new StoreBreaker("the store", Duration.ofMillis(1));
        for (int i = 0; i < StoreBreaker.FAILURES; i++) {
            assertThat(failureOf(impatient, silence)).isSameAs(silence);
        }
        untilTrue(() -> answer(impatient).equals("answer"));
        assertThat(failureOf(impatient, silence)).isSameAs(silence);
        assertThat(answer(impatient)).isEqualTo("answer");
    }

    @Test
    void anUnansweredProbeKeepsTheBreakerOpen() {
        StoreBreaker impatient = new StoreBreaker("the store", Duration.ofMillis(200));
        for (int i = 0; i < StoreBreaker.FAILURES; i++) {
            assertThat(failureOf(impatient, silence)).isSameAs(silence);
        }
        untilTrue(() -> failureOf(impatient, silence) == silence);
        assertThat(failureOf(impatient, silence)).isNotSameAs(silence).isInstanceOf(UnavailableException.class);
        assertThat(calls).isEqualTo(StoreBreaker.FAILURES + 1);
    }

    @Test
    void anInterruptedThreadGetsTheResultAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(answer(breaker)).isEqualTo("answer");
        assertThat(failureOf(breaker, silence)).isSameAs(silence);
        assertThat(Thread.interrupted()).isTrue();
    }

    /** Tests the adapters that look something up for each request. */
    static Stream<BiFunction<DynamoDbClient, String, Callable<?>>> lookUps() {
        return Stream.of(
                (client, table) -> {
                    DynamoDbApiKeys keys = new DynamoDbApiKeys(client, table);
                    return () -> keys.find("hash");
                },
                (client, table) -> {
                    DynamoDbWebhookSources sources = new DynamoDbWebhookSources(client, table);
                    return () -> sources.find("hash");
                });
    }

    @ParameterizedTest
    @MethodSource("lookUps")
    void aHangingKeysTableIsUnavailableAtOnceAfterFourRequests(
            BiFunction<DynamoDbClient, String, Callable<?>> adapter) {
        Callable<?> lookUp = adapter.apply(
                Taps.on(TestEngines.dynamoDb(), (operation, request, onwards) -> {
                    calls++;
                    throw ApiCallTimeoutException.create(8_000);
                }),
                TestEngines.newName());
        for (int i = 0; i < 2 * StoreBreaker.FAILURES; i++) {
            assertThatThrownBy(lookUp::call)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("the Keys table did not answer");
        }
        assertThat(calls).isEqualTo(StoreBreaker.FAILURES);
    }

    /** Repeats the check until it holds. The pause is short in these tests. */
    private static void untilTrue(Supplier<Boolean> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean met = false;
        while (!met) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
            Thread.onSpinWait();
            try {
                met = condition.get();
            } catch (UnavailableException e) {
                met = false;
            }
        }
    }
}
