package com.ingestlayer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.ingestlayer.destination.webhook.WebhookOut;
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
    void theProjectsOwnConfigurationIsValid() throws InvalidConfigurationException {
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
    void aComparisonThatNoEventCanChangeIsReportedWithFileAndLine() throws Exception {
        file("events/a.yaml", "event: a\nschema: { plan: \"enum [free, pro]\" }\n");
        file("pipelines/p.yaml", """
                name: p
                status: active
                sources: [{ kind: sdk.event, match: a }]
                destinations:
                  - webhook.out:
                      url: https://hooks.acme.example
                      when: [{ field: $event.payload.plan, op: ==, value: enterprise }]
                """);
        assertThat(refused().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).endsWith("p.yaml");
            assertThat(problem.line()).isEqualTo(7);
            assertThat(problem.message())
                    .isEqualTo(
                            "$event.payload.plan == \"enterprise\" is never true: $event.payload.plan is one of free, pro");
        });
    }

    @Test
    void anUnsetOrEmptyVariableTakesItsDefault() throws Exception {
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
    void noShippedPipelineSendsAnywhereUntilWebhookUrlIsSet(String webhookUrl) throws IOException {
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
    void theMistakesOfAllFilesAreReportedTogetherByFileAndLine() throws IOException {
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
    void duplicatePipelineNamesAndDeclaredTypesAreRefused() throws IOException {
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
    void aMissingDirectoryIsReportedAndNotTreatedAsEmpty() {
        assertThat(refused()).hasMessageContaining("expected a directory of .yaml files");
    }

    @Test
    void aFileWithAnotherEndingIsRefusedByNameButStillRead() throws IOException {
        file("events/b.yml", "event: b\nschema: { x: strng }\n");
        file("events/c.YAML", "event: c\nschema: { x: string }\nidempotncy: {}\n");
        file("pipelines/q.YML", "name: q\nstatus: on\n");
        String base = directory.toString();
        assertThat(refused().getMessage().lines())
                .contains(
                        base + "/events/b.yml:1: expected a file name that ends in .yaml",
                        base + "/events/b.yml:2: unknown type \"strng\"; did you mean \"string\"?",
                        base + "/events/c.YAML:1: expected a file name that ends in .yaml",
                        base + "/events/c.YAML:3: unknown \"idempotncy\"; did you mean \"idempotency\"?",
                        base + "/pipelines/q.YML:1: expected a file name that ends in .yaml",
                        base + "/pipelines/q.YML:2: unknown status \"on\"; expected one of active, paused, draft");
    }

    @Test
    void aBrokenLinkIsReportedAndTheOtherFilesAreStillRead() throws IOException {
        file("events/z.yaml", "event: z\nschema: { x: strng }\n");
        file("pipelines/.keep", "");
        Files.createSymbolicLink(directory.resolve("events/a.yaml"), Path.of("gone.yaml"));
        Files.createSymbolicLink(directory.resolve("events/loop.yaml"), Path.of("loop.yaml"));
        Files.createSymbolicLink(directory.resolve("lists"), Path.of("gone"));
        String base = directory.toString();
        assertThat(refused().getMessage().lines())
                .containsExactly(
                        base + "/events/a.yaml:1: the symbolic link leads to no file",
                        base + "/events/loop.yaml:1: the symbolic link leads to no file",
                        base + "/events/z.yaml:2: unknown type \"strng\"; did you mean \"string\"?",
                        base + "/lists:1: expected a directory");
    }

    @Test
    void entriesThatWouldBeSkippedAreRefused() throws IOException {
        file("README.md", "not read");
        file(".git/config", "not read");
        file("city.mmdb", "named by INGESTLAYER_IP_DATABASE");
        file("databases/asn.mmdb", "named by INGESTLAYER_IP_DATABASE");
        file("types/ingestlayer.d.ts", "made by ingestlayer types");
        file("events/README.md", "not read");
        file("events/.a.yaml.swp", "not read");
        file("events/a.yaml.bak", "event: a");
        file("events/team/a.yaml", "event: a");
        file("events/dir.yaml/a.yaml", "event: a");
        file("lists/bad.csv", "10.0.0.1");
        file("pipelines/p.json", "{}");
        file("pipeline/.keep", "");
        file("old/p.yaml", "name: p");
        file("stray.yaml", "name: p");
        String base = directory.toString();
        assertThat(refused().getMessage().lines())
                .containsExactly(
                        base + "/events/a.yaml.bak:1: this file is not read; expected a file name that ends in .yaml",
                        base
                                + "/events/dir.yaml:1: this directory is not read; expected only files that end in .yaml here",
                        base + "/events/team:1: this directory is not read; expected only files that end in .yaml here",
                        base + "/lists/bad.csv:1: this file is not read; expected a file name that ends in .txt",
                        base + "/old:1: this directory is not read; expected one of events, lists, pipelines",
                        base + "/pipeline:1: this directory is not read; did you mean \"pipelines\"?",
                        base + "/pipelines/p.json:1: this file is not read; expected a file name that ends in .yaml",
                        base
                                + "/stray.yaml:1: this file is not read; declarations stand in events/, pipelines in pipelines/");
    }

    @Test
    void aFileThatIsNotTextIsReportedWithoutBlocking() throws IOException, InterruptedException {
        file("events/a.yaml", "event: a\nschema: { x: strng }\n");
        file("pipelines/.keep", "");
        Files.write(directory.resolve("events/b.yaml"), new byte[] {(byte) 0xff});
        new ProcessBuilder("mkfifo", directory.resolve("events/pipe.yaml").toString())
                .start()
                .waitFor();
        String base = directory.toString();
        assertThat(refused().getMessage().lines())
                .containsExactly(
                        base + "/events/a.yaml:2: unknown type \"strng\"; did you mean \"string\"?",
                        base + "/events/b.yaml:1: expected UTF-8",
                        base + "/events/pipe.yaml:1: expected a regular file");
    }
}
