package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.stub.StubEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator finds in the log of a packaged function that cannot work. */
class FailedStartIT {
    @TempDir
    private Path work;

    /**
     * The one line that a start with these variables, beside those of a working function, prints; Lambda is told the same
     * cause, and the process is over.
     */
    private JsonNode lastWord(String function, Map<String, String> variables) throws Exception {
        return lastWord(function, Launcher.asPackaged(), variables);
    }

    private JsonNode lastWord(String function, Launcher launcher, Map<String, String> variables) throws Exception {
        List<String> printed = new CopyOnWriteArrayList<>();
        JsonNode initError;
        FunctionPackage unpacked =
                FunctionPackage.unpack(StubbedFunction.zipOf(function), work.resolve("zip"), StackLayout.HANDLER);
        try (StubEngines engines = StubEngines.start()) {
            Map<String, String> environment = StubbedFunction.environment(function, engines);
            environment.putAll(variables);
            try (LambdaFunction failing = new LambdaFunction(
                    function,
                    unpacked,
                    launcher,
                    environment,
                    Duration.ofSeconds(60),
                    (name, line) -> printed.add(line),
                    1)) {
                List<ProcessHandle> processes = failing.processes();
                FunctionErrorException told =
                        catchThrowableOfType(FunctionErrorException.class, () -> failing.invoke("{}".getBytes(UTF_8)));
                initError = TestStack.json(told.getMessage().substring(function.length() + 2));
                for (ProcessHandle process : processes) {
                    process.onExit().get(10, TimeUnit.SECONDS);
                }
            }
        }
        String expected =
                "the function did not start: " + initError.path("errorMessage").asText();
        assertThat(printed)
                .hasSizeBetween(1, 2) // processes: the first may be over before the invocation
                .allSatisfy(
                        each -> assertThat(TestStack.json(each).path("message").asText())
                                .isEqualTo(expected));
        JsonNode line = TestStack.json(printed.get(0));
        assertThat(initError.path("errorType").asText()).endsWith("Exception");
        assertThat(line.path("level").asText()).isEqualTo("ERROR");
        assertThat(line.path("event").asText()).isEqualTo("log");
        assertThat(line.path("stack").asText()).contains("com.ingestlayer.");
        return line;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void aMistakeInTheConfigurationIsToldWithFileAndLine(String function) throws Exception {
        Path config = Files.createDirectories(work.resolve("config/pipelines")).getParent();
        Files.writeString(config.resolve("pipelines/wrong.yaml"), "name: wrong\nstatus: sometimes\n");
        assertThat(lastWord(function, Map.of("INGESTLAYER_CONFIG_DIR", config.toString()))
                        .path("message")
                        .asText())
                .startsWith("the function did not start: ")
                .contains("wrong.yaml:2")
                .contains("active")
                .contains("sometimes");
    }

    /** Which would have told Lambda that Quarkus' "manual initialization failed". */
    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void awssOwnJavaRuntimeTellsTheSame(String function) throws Exception {
        assumeThat(StubbedFunction.isNative(function)).isFalse();
        assertThat(lastWord(function, RuntimeInterfaceClientIT.LAUNCHER, Map.of("INGESTLAYER_DELIVERIES_QUEUE_URL", ""))
                        .path("message")
                        .asText())
                .isEqualTo("the function did not start: not set: INGESTLAYER_DELIVERIES_QUEUE_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void aVariableThatIsMissingIsToldByItsName(String function) throws Exception {
        assertThat(lastWord(function, Map.of("INGESTLAYER_EVENTS_TABLE", ""))
                        .path("message")
                        .asText())
                .isEqualTo("the function did not start: not set: INGESTLAYER_EVENTS_TABLE");
    }

    /** Both halves read the same files: the ingress names the target in its messages, and delivery sends there. */
    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void aFunctionThatIsNotToldWhereToSendDoesNotStart(String function) throws Exception {
        assertThat(lastWord(function, Map.of("WEBHOOK_URL", "")).path("message").asText())
                .startsWith("the function did not start: ")
                .containsPattern(
                        "track-feature-usage\\.yaml:\\d+: the environment variable WEBHOOK_URL is not set or is empty:"
                                + " set WEBHOOK_URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void aVariableThatMakesNoSenseIsToldWithWhatWasExpected(String function) throws Exception {
        assertThat(lastWord(function, Map.of("INGESTLAYER_AWS_TIMEOUT", "soon"))
                        .path("message")
                        .asText())
                .startsWith("the function did not start: INGESTLAYER_AWS_TIMEOUT: expected ")
                .endsWith(", found \"soon\"");
    }
}
