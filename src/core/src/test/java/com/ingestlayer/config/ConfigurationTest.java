package com.ingestlayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.pipeline.WebhookOut;
import com.ingestlayer.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final Path PROJECT = Path.of("../../infra/config");

    @TempDir
    Path directory;

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private InvalidConfigurationException refused() {
        return catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> Configuration.load(directory, Map.<String, String>of()::get));
    }

    @Test
    void theProjectsOwnConfigurationIsRight() throws InvalidConfigurationException {
        Configuration configuration = Configuration.load(PROJECT, Map.of("WEBHOOK_URL", "http://localhost:1/x")::get);
        assertThat(configuration.declarations()).containsKey("feature.used");
        assertThat(configuration.pipelines())
                .filteredOn(pipeline -> pipeline.name().equals("track-feature-usage"))
                .singleElement()
                .satisfies(pipeline -> assertThat(
                                ((WebhookOut) pipeline.destinations().get(0)).url())
                        .isEqualTo("http://localhost:1/x"));
    }

    @Test
    void aVariableThatIsNotSetOrEmptyTakesItsDefault() throws Exception {
        Files.createDirectories(directory.resolve("events"));
        file("pipelines/p.yaml", """
                name: p
                status: active
                sources: [{ kind: sdk.event, match: a }]
                destinations: [{ webhook.out: { url: "${env:HOOKS:-https://hooks.acme.example}" } }]
                """);
        for (Map<String, String> variables : List.of(Map.<String, String>of(), Map.of("HOOKS", ""))) {
            Configuration configuration = Configuration.load(directory, variables::get);
            assertThat(((WebhookOut) configuration
                                    .pipelines()
                                    .get(0)
                                    .destinations()
                                    .get(0))
                            .url())
                    .isEqualTo("https://hooks.acme.example");
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "")
    void noShippedPipelineSendsAnywhereUntilWebhookUrlSaysWhere(String webhookUrl) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("WEBHOOK_URL", webhookUrl);
        InvalidConfigurationException refused = catchThrowableOfType(
                InvalidConfigurationException.class, () -> Configuration.load(PROJECT, variables::get));
        List<String> expected = new ArrayList<>();
        try (Stream<Path> files = Files.list(PROJECT.resolve("pipelines"))) {
            for (Path file : files.sorted().toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int line = 1; line <= lines.size(); line++) {
                    if (lines.get(line - 1).strip().startsWith("url:")) {
                        expected.add(
                                file + ":" + line + ": the environment variable WEBHOOK_URL is not set or is empty:"
                                        + " set WEBHOOK_URL");
                    }
                }
            }
        }
        assertThat(expected).hasSizeGreaterThanOrEqualTo(21);
        assertThat(refused.problems()).extracting(Problem::toString).containsExactlyElementsOf(expected);
    }

    @Test
    void theMistakesOfAllFilesAreToldTogetherByFileAndLine() throws IOException {
        file("events/a.yaml", "event: a\nschema: { x: strng }\n");
        file("events/b.yml", "event: b\nschema: {}\n");
        file("pipelines/p.yaml", "name: p\nstatus: on\ndestinations: []\n");
        file("pipelines/q.yaml", "");
        String base = directory.toString();
        assertThat(refused().getMessage().lines())
                .containsExactly(
                        base + "/events/a.yaml:2: unknown type \"strng\"; did you mean \"string\"?",
                        base + "/events/b.yml:1: expected a file name that ends in .yaml",
                        base + "/pipelines/p.yaml:2: unknown status \"on\"; expected one of active, paused, draft",
                        base + "/pipelines/p.yaml:3: expected at least one destination",
                        base + "/pipelines/q.yaml:1: the file is empty");
    }

    @Test
    void twoPipelinesOfOneNameAndTwoDeclarationsOfOneTypeAreRefused() throws IOException {
        String pipeline = "name: p\nstatus: draft\ndestinations: [{ webhook.out: { url: \"https://a.example/\" } }]\n";
        file("events/a.yaml", "event: a\nschema: {}\n");
        file("events/b.yaml", "event: a\nschema: {}\n");
        file("pipelines/p.yaml", pipeline);
        file("pipelines/q.yaml", pipeline);
        assertThat(refused())
                .hasMessageContaining("a second declaration of \"a\"")
                .hasMessageContaining("is the name of");
    }

    @Test
    void aMissingDirectoryIsToldNotTakenForAnEmptyOne() {
        assertThat(refused()).hasMessageContaining("expected a directory of .yaml files");
    }
}
