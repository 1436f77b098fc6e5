package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.MutableClock;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.events.DynamoDbEventStore;
import com.ingestlayer.aws.queue.SqsRetryScheduler;
import com.ingestlayer.aws.queue.SqsSends;
import com.ingestlayer.aws.secrets.SsmSecretKeeper;
import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.event.EventId;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which errors of the services are transient, and which are our own faults. */
class CallFailuresTest {
    private static final EventId EVENT = new EventId("evt_" + "0".repeat(26));

    private final AwsStub stub = new AwsStub();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));

    CallFailuresTest() throws IOException {}

    @AfterEach
    void stop() {
        stub.close();
    }

    private Throwable failureOf(String service, int status, String code) {
        stub.answers(AwsStub.of(status, "{\"__type\":\"com.amazonaws.x#" + code + "\",\"message\":\"card-4711\"}"));
        return catchThrowable(() -> {
            switch (service) {
                case "dynamodb" ->
                    new DynamoDbEventStore(
                                    TestEngines.dynamoDbAt(stub.endpoint()),
                                    "events",
                                    Duration.ofDays(1),
                                    Runnable::run,
                                    clock)
                            .find(List.of(EVENT));
                case "sqs" ->
                    new SqsRetryScheduler(
                                    TestEngines.sqsAt(stub.endpoint()),
                                    "https://sqs.example/q",
                                    "https://sqs.example/dead",
                                    clock)
                            .hide("receipt", Duration.ofSeconds(1));
                default -> new SsmSecrets(TestEngines.clientsAt(stub.endpoint())::ssm, "/stack/", clock).find("a");
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb, 400, ProvisionedThroughputExceededException",
        "dynamodb, 400, ThrottlingException",
        "dynamodb, 400, RequestLimitExceeded",
        "dynamodb, 400, TransactionConflictException",
        "dynamodb, 400, TransactionInProgressException",
        "dynamodb, 400, ReplicatedWriteConflictException",
        "dynamodb, 500, InternalServerError",
        "dynamodb, 503, ''",
        "dynamodb, 429, ''",
        "dynamodb, 408, ''",
        "sqs, 400, RequestThrottled",
        "sqs, 400, KmsThrottled",
        "sqs, 403, OverLimit",
        "sqs, 400, ReceiptHandleIsInvalid",
        "sqs, 400, MessageNotInflight",
        "sqs, 504, ''",
        "ssm, 400, ThrottlingException",
        "ssm, 400, TooManyUpdates",
        "ssm, 500, InternalServerError",
    })
    void transientErrorsMakeAServiceUnavailable(String service, int status, String code) {
        assertThat(failureOf(service, status, code)).isInstanceOf(UnavailableException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "dynamodb, 400, AccessDeniedException",
        "dynamodb, 400, ValidationException",
        "dynamodb, 400, ResourceNotFoundException",
        "dynamodb, 400, UnrecognizedClientException",
        "dynamodb, 400, ExpiredTokenException",
        "dynamodb, 400, InvalidSignatureException",
        "dynamodb, 400, MissingAuthenticationTokenException",
        "dynamodb, 400, SerializationException",
        "dynamodb, 400, UnknownOperationException",
        "sqs, 403, AccessDenied",
        "sqs, 400, QueueDoesNotExist",
        "sqs, 400, AWS.SimpleQueueService.NonExistentQueue",
        "sqs, 400, UnsupportedOperation",
        "sqs, 400, InvalidAddress",
        "sqs, 400, InvalidSecurity",
        "sqs, 400, KmsAccessDenied",
        "sqs, 400, KmsDisabled",
        "sqs, 400, KmsNotFound",
        "ssm, 400, AccessDeniedException",
        "ssm, 400, InvalidKeyId",
        "ssm, 400, ValidationException",
        "ssm, 403, ExpiredTokenException",
    })
    void permanentErrorsAreServiceRefusals(String service, int status, String code) {
        assertThat(failureOf(service, status, code)).isInstanceOfSatisfying(ServiceRefusalException.class, refusal -> {
            assertThat(refusal.service()).isEqualTo(service);
            assertThat(refusal.operation()).isIn("BatchGetItem", "ChangeMessageVisibility", "GetParameters");
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal).hasMessageContaining(" refused " + refusal.operation() + " with " + code);
        });
        assertThat(stub.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 413})
    void aRefusalWithoutACodeIsNamedByItsStatus(int status) {
        stub.answers(AwsStub.of(status, "<html>a proxy's page</html>"));
        DynamoDbEventStore log = new DynamoDbEventStore(
                TestEngines.dynamoDbAt(stub.endpoint()), "events", Duration.ofDays(1), Runnable::run, clock);
        assertThat(catchThrowable(() -> log.find(List.of(EVENT))))
                .isInstanceOf(ServiceRefusalException.class)
                .hasMessage("the Events table refused BatchGetItem with HTTP " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ValidationException", "InvalidParameterValue", "SerializationException"})
    void noExceptionContainsAMessageThatMayQuoteTheRequest(String code) {
        stub.answers(AwsStub.of(400, "{\"__type\":\"" + code + "\",\"message\":\"Value 'whsec_4711' is wrong\"}"));
        SsmSecretKeeper keeper = new SsmSecretKeeper(TestEngines.ssmAt(stub.endpoint()), "/s/");
        Throwable failure = catchThrowable(() -> keeper.put("a", new SigningSecret("whsec_4711")));
        assertThat(failure).isInstanceOf(ServiceRefusalException.class).hasMessageNotContaining("4711");
        assertThat(failure.getCause()).hasMessageNotContaining("4711");
    }

    @Test
    void aKnownSecretIsUsedWhileTheStoreRefuses() {
        SsmSecrets secrets = new SsmSecrets(TestEngines.clientsAt(stub.endpoint())::ssm, "/stack/", clock);
        stub.answers(AwsStub.of(200, "{\"Parameters\":[{\"Name\":\"/stack/a\",\"Value\":\"first\"}]}"));
        secrets.find("a");
        clock.advance(Duration.ofHours(1));
        stub.answers(AwsStub.of(400, "{\"__type\":\"AccessDeniedException\"}"));
        assertThat(secrets.find("a")).hasValue(new SigningSecret("first"));
        assertThat(catchThrowable(() -> secrets.find("b"))).isInstanceOf(ServiceRefusalException.class);
    }

    @Test
    void aFailureHasThoseOfEarlierTries() {
        stub.answers(
                AwsStub.of(200, "{\"UnprocessedKeys\":{\"events\":{\"Keys\":[{\"event_id\":{\"S\":\"card-4711\"}}]}}}"),
                AwsStub.of(200, "{\"UnprocessedKeys\":{\"events\":{\"Keys\":[{\"event_id\":{\"S\":\"card-4711\"}}]}}}"),
                AwsStub.of(400, "{\"__type\":\"AccessDeniedException\"}"));
        DynamoDbEventStore log = new DynamoDbEventStore(
                TestEngines.dynamoDbAt(stub.endpoint()), "events", Duration.ofDays(1), Runnable::run, clock);
        ServiceRefusalException refusal =
                catchThrowableOfType(ServiceRefusalException.class, () -> log.find(List.of(EVENT)));
        assertThat(refusal.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "DynamoDB left 1 of 1 keys of BatchGetItem unprocessed",
                        "DynamoDB left 1 of 1 keys of BatchGetItem unprocessed");
    }

    @Test
    void aQueueThatNeverTakesAllEntriesReportsEveryTry() {
        stub.answers(
                AwsStub.of(200, "{\"Failed\":[{\"Id\":\"0\",\"Code\":\"InternalError\",\"SenderFault\":false}]}"),
                AwsStub.of(200, "{\"Failed\":[{\"Id\":\"0\",\"Code\":\"ServiceUnavailable\",\"SenderFault\":false}]}"));
        SqsSends sends = new SqsSends(
                TestEngines.sqsAt(stub.endpoint()), "https://sqs.example/q", "the deliveries queue", Runnable::run);
        UnavailableException failure = catchThrowableOfType(
                UnavailableException.class,
                () -> sends.send(List.of(new SqsSends.Send("{}", Optional.empty(), Optional.empty(), Duration.ZERO))));
        assertThat(failure.getCause())
                .hasMessage("SQS did not take 1 of 1 entries of SendMessageBatch: ServiceUnavailable");
        assertThat(failure.getSuppressed()).hasSize(Backoff.TRIES - 1);
        assertThat(failure.getSuppressed()[0])
                .hasMessage("SQS did not take 1 of 1 entries of SendMessageBatch: InternalError");
    }

    @Test
    void parallelCallsThrowTheRefusalWithTheOtherFailures() {
        UnavailableException throttled = new UnavailableException("the Events table");
        ServiceRefusalException refused =
                new ServiceRefusalException("the Events table", "dynamodb", "BatchWriteItem", "AccessDenied", null);
        List<RuntimeException> failures = List.of(throttled, refused);
        CountDownLatch begun = new CountDownLatch(2);
        Throwable thrown = catchThrowable(() -> Parallel.map(
                failures,
                failure -> {
                    begun.countDown();
                    await(begun);
                    throw failure;
                },
                Workers.start("test")));
        assertThat(thrown).isSameAs(refused);
        assertThat(thrown.getSuppressed()).containsExactly(throttled);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
