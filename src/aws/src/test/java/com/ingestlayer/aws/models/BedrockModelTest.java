package com.ingestlayer.aws.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.aws.AwsClients;
import com.ingestlayer.aws.Timeouts;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class BedrockModelTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "secret-of-a-test"));

    private final Executor workers = Workers.start("bedrock-test");
    private BedrockStub bedrock;

    @BeforeEach
    void start() throws IOException {
        bedrock = new BedrockStub();
    }

    @AfterEach
    void stop() {
        bedrock.close();
    }

    private LanguageModel model(Duration patience) {
        return model(patience, bedrock.endpoint(), CREDENTIALS);
    }

    private LanguageModel model(Duration patience, URI endpoint, AwsCredentialsProvider credentials) {
        return new BedrockModel(client(endpoint, credentials), patience, workers);
    }

    private static BedrockClient client(URI endpoint, AwsCredentialsProvider credentials) {
        AwsClients clients = new AwsClients(
                Region.EU_CENTRAL_1,
                credentials,
                service -> Optional.of(endpoint),
                new Timeouts(Duration.ofSeconds(2), LONG, LONG, 3, Duration.ofMillis(1)));
        return new BedrockClient(clients.bedrock(LONG));
    }

    private static Question question(String text) {
        return new Question("eu.amazon.nova-micro-v1:0", "Do this.", text, 10);
    }

    private static Map<String, String> ask(LanguageModel model, String... texts) {
        return ask(model.begin(), texts);
    }

    private static Map<String, String> ask(LanguageModel.Conversation conversation, String... texts) {
        Set<Question> questions =
                Stream.of(texts).map(BedrockModelTest::question).collect(Collectors.toSet());
        return conversation.answers(questions).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue));
    }

    @Test
    void anAnswerConsistsOfTheTextParts() {
        assertThat(ask(model(LONG), "say demo")).containsExactly(Map.entry("say demo", "demo"));
    }

    @Test
    void aRequestHasTheQuestionsTokenLimit() {
        ask(model(LONG), "say demo");
        BedrockStub.Seen seen = bedrock.seen().get(0);
        assertThat(seen.path()).isEqualTo("/model/eu.amazon.nova-micro-v1%3A0/converse");
        assertThat(seen.body().at("/system/0/text").asText()).isEqualTo("Do this.");
        assertThat(seen.body().at("/messages/0/role").asText()).isEqualTo("user");
        assertThat(seen.body().at("/messages/0/content/0/text").asText()).isEqualTo("say demo");
        assertThat(seen.body().at("/inferenceConfig/maxTokens").asInt()).isEqualTo(10);
        assertThat(seen.headers().getFirst("Authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKID/")
                .contains("/eu-central-1/bedrock/aws4_request");
    }

    @Test
    void questionsAreAskedInParallelAndEachHasItsOwnAnswer() {
        String[] texts = IntStream.range(0, 100).mapToObj(i -> "say " + i).toArray(String[]::new);
        assertThat(ask(model(LONG), texts)).hasSize(100).allSatisfy((text, answer) -> assertThat("say " + answer)
                .isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status 400",
                "status 403",
                "status 404",
                "status 429",
                "status 500",
                "status 503",
                "status 302",
                "status 401",
                "body",
                "body {",
                "body null",
                "body []",
                "body <html>",
                "body {\"output\":{}}",
                "body {\"stopReason\":\"end_turn\",\"output\":{\"message\":{\"content\":[]}}}",
                "body {\"stopReason\":\"end_turn\",\"output\":{\"message\":{\"content\":\"demo\"}}}",
                "stop max_tokens",
                "stop guardrail_intervened",
                "stop content_filtered",
                "large",
                "half",
                "say  "
            })
    void anIncompleteAnswerIsMissingAndAffectsNoOther(String text) {
        assertThat(ask(model(LONG), text, "say demo")).containsOnlyKeys("say demo");
        assertThat(bedrock.seen()).hasSize(2); // nothing is retried
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang", "drip"})
    void aLateAnswerIsAbandonedAndTheOthersAreKept(String text) {
        LanguageModel.Conversation conversation = model(SHORT.multipliedBy(5)).begin();
        long start = System.nanoTime();
        assertThat(ask(conversation, text, "say demo")).containsOnlyKeys("say demo");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void theRoundsOfARequestShareItsTime() {
        LanguageModel.Conversation conversation = model(SHORT).begin();
        ask(conversation, "hang");
        int sent = bedrock.seen().size();
        assertThat(ask(conversation, "say demo")).isEmpty();
        assertThat(bedrock.seen()).hasSize(sent);
        assertThat(ask(model(LONG), "say demo")).isNotEmpty();
    }

    @Test
    void aQuestionThatWasNotSentInTimeIsNeverSent() {
        String[] texts =
                IntStream.range(0, 3 * Workers.COUNT).mapToObj(i -> "hang " + i).toArray(String[]::new);
        ask(model(SHORT), texts);
        assertThat(bedrock.seen()).hasSizeLessThanOrEqualTo(Workers.COUNT);
        bedrock.close(); // frees the workers, which then reach the waiting questions
        ask(model(LONG), "say after");
        assertThat(bedrock.seen()).hasSizeLessThanOrEqualTo(Workers.COUNT);
    }

    private LanguageModel breaking(Duration patience, Duration pause) {
        return new BedrockModel(client(bedrock.endpoint(), CREDENTIALS), patience, workers, pause);
    }

    private static void askInVain(LanguageModel model, int times, String text) {
        for (int i = 0; i < times; i++) {
            assertThat(ask(model, text)).isEmpty();
        }
    }

    @Test
    void fourHangingQuestionsCostTheFifthNothing() {
        LanguageModel model = breaking(Duration.ofSeconds(2), LONG);
        assertThat(ask(model, "hang 1", "hang 2", "hang 3", "hang 4")).isEmpty();
        long start = System.nanoTime();
        assertThat(ask(model, "say demo")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(bedrock.seen()).hasSize(BedrockModel.FAILURES);
    }

    @Test
    void anotherModelIsStillAsked() {
        LanguageModel model = breaking(LONG, LONG);
        askInVain(model, BedrockModel.FAILURES, "status 500");
        Question other = new Question("eu.amazon.nova-lite-v1:0", "Do this.", "say other", 10);
        Question same = question("say same");
        assertThat(model.begin().answers(Set.of(other, same))).containsExactly(Map.entry(other, "other"));
    }

    @ParameterizedTest
    @CsvSource({
        "status 429, true",
        "status 500, true",
        "status 503, true",
        "status 400, false",
        "status 403, false",
        "status 404, false",
        "stop max_tokens, false",
        "body {, false"
    })
    void onlyMissingAnswersOpenTheBreaker(String text, boolean broken) {
        LanguageModel model = breaking(LONG, LONG);
        askInVain(model, 2 * BedrockModel.FAILURES, text);
        assertThat(bedrock.seen()).hasSize(broken ? BedrockModel.FAILURES : 2 * BedrockModel.FAILURES);
        assertThat(ask(model, "say demo").isEmpty()).isEqualTo(broken);
    }

    @Test
    void anAnswerInBetweenKeepsTheBreakerClosed() {
        LanguageModel model = breaking(LONG, LONG);
        for (int round = 0; round < 3; round++) {
            askInVain(model, BedrockModel.FAILURES - 1, "status 500");
            assertThat(ask(model, "say demo")).isNotEmpty();
        }
    }

    @Test
    void anAnswerToTheProbeAfterThePauseClosesTheBreaker() {
        LanguageModel model = breaking(LONG, Duration.ofMillis(1));
        askInVain(model, BedrockModel.FAILURES, "status 500");
        long end = System.nanoTime() + LONG.toNanos();
        while (ask(model, "say demo").isEmpty()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
        }
        assertThat(bedrock.seen()).hasSize(BedrockModel.FAILURES + 1);
        String[] texts = IntStream.range(0, 10).mapToObj(i -> "say " + i).toArray(String[]::new);
        assertThat(ask(model, texts)).hasSize(10);
    }

    @Test
    void unsentQuestionsDoNotCountAgainstTheModel() {
        LanguageModel model = breaking(SHORT, LONG);
        LanguageModel.Conversation conversation = model.begin();
        ask(conversation, "hang"); // uses up the request's time
        for (int i = 0; i < 2 * BedrockModel.FAILURES; i++) {
            assertThat(ask(conversation, "say demo")).isEmpty();
        }
        assertThat(ask(model, "say demo")).isNotEmpty();
    }

    @Test
    void anUnreachableEndpointMeansNoAnswer() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertThat(ask(model(LONG, URI.create("http://localhost:" + free), CREDENTIALS), "say demo"))
                .isEmpty();
    }

    @Test
    void missingCredentialsMeanNoAnswer() {
        AwsCredentialsProvider none = () -> {
            throw SdkClientException.create("none here");
        };
        assertThat(ask(model(LONG, bedrock.endpoint(), none), "say demo")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"400, true", "403, true", "404, true", "408, false", "429, false", "500, false", "503, false"})
    void aPermanentRefusalIsReportedToOperators(int status, boolean told) {
        Reply reply = client(bedrock.endpoint(), CREDENTIALS).ask(question("status " + status), LONG);
        assertThat(reply.refusal().isPresent()).isEqualTo(told);
        reply.refusal().ifPresent(refusal -> assertThat(refusal)
                .hasMessage("Amazon Bedrock refused Converse with HTTP " + status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "say secret words  | \\{answered=1}; 30 tokens in, 2 out",
                "status 429        | \\{throttled=1}; 0 tokens in, 0 out",
                "status 403        | \\{refused with 403=1}; .*",
                "stop max_tokens   | \\{stopped by max_tokens=1}; 30 tokens in, 2 out",
                "body secret words | \\{unreadable=1}; .*",
                "half              | \\{[uf].*=1}; 0 tokens in, 0 out",
            })
    void theLogHasTheOutcomeAndNeitherTextNorAnswer(String text, String line) {
        Reply reply = client(bedrock.endpoint(), CREDENTIALS).ask(question(text), LONG);
        assertThat(Reply.counted(List.of(reply))).matches(line).doesNotContain("secret", "words");
    }
}
