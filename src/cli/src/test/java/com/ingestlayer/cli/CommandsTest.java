package com.ingestlayer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.stack.Target;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private final TestCommand command = new TestCommand();

    private static Stream<CommandLine> tree(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandsTest::tree));
    }

    @TestFactory
    Stream<DynamicTest> everyCommandShowsAnExampleAndTheExitCodes() {
        CliContext none = new CliContext(
                target -> command.stack,
                name -> null,
                Clock.systemUTC(),
                new Random(),
                InputStream.nullInputStream(),
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                false);
        return tree(Commands.in(none)).map(each -> {
            List<String> words = List.of((each.getCommandSpec().qualifiedName() + " --help").split(" "));
            return DynamicTest.dynamicTest(String.join(" ", words), () -> {
                var help = command.run(words.subList(1, words.size()).toArray(String[]::new))
                        .succeeded();
                assertThat(help.out())
                        .containsPattern("Examples?:\\R.*ingestlayer ")
                        .contains("Exit codes:");
                assertThat(help.err()).isEmpty();
            });
        });
    }

    @Test
    void aMisspelledCommandFailsWithOneLineThatSuggestsTheRightOne() {
        command.run("keys", "crate").failed(3, "crate", "did you mean create?");
        command.run().failed(3, "subcommand");
        command.run("keys").failed(3, "subcommand");
        command.run("keys", "list", "--output", "xml").failed(3, "xml", "table, json");
        command.run("keys", "list", "--lokal").failed(3, "--lokal");
    }

    @Test
    void stackOptionsWorkBeforeAndAfterTheSubcommand() {
        command.run("keys", "list").succeeded();
        command.run("--local", "keys", "list").succeeded();
        command.run("keys", "list", "--stack", "staging", "--region", "eu-west-1", "--profile", "ops")
                .succeeded();
        assertThat(command.targets)
                .containsExactly(
                        new Target(false, "ingestlayer", Optional.empty(), Optional.empty()),
                        new Target(true, "ingestlayer", Optional.empty(), Optional.empty()),
                        new Target(false, "staging", Optional.of("eu-west-1"), Optional.of("ops")));
        command.run("keys", "list", "--local", "--stack", "staging").failed(3, "--local");
    }

    @Test
    void versionIsPrinted() {
        assertThat(command.run("--version").succeeded().out()).startsWith("ingestlayer ");
    }

    @Test
    void aValidConfigurationPrintsOneLine() {
        command.environment.put("WEBHOOK_URL", "https://hooks.acme.example");
        var result = command.run("check", "../../infra/config").succeeded();
        assertThat(result.out().lines()).singleElement().asString().contains("is right", "event declaration", "active");
        assertThat(result.err()).isEmpty();
        assertThat(command.run("check", "../../infra/config", "--output", "json")
                        .json()
                        .path("pipelines")
                        .asInt())
                .isPositive();
        assertThat(command.targets).isEmpty();
    }

    @Test
    void withoutWebhookUrlCheckRefusesEveryShippedPipelineAndExplainsHowToSetIt() {
        for (String empty : new String[] {null, ""}) {
            command.environment.put("WEBHOOK_URL", empty);
            var result = command.run("check", "../../infra/config");
            assertThat(result.exitCode()).isEqualTo(1);
            List<String> lines = result.err().lines().toList();
            assertThat(lines.subList(0, lines.size() - 1))
                    .hasSizeGreaterThanOrEqualTo(21)
                    .allSatisfy(line -> assertThat(line)
                            .matches(
                                    "../../infra/config/pipelines/[a-z-]+\\.yaml:[0-9]+: the environment variable WEBHOOK_URL is not set"
                                            + " or is empty: set WEBHOOK_URL"));
            assertThat(lines.get(lines.size() - 1))
                    .startsWith("How to set WEBHOOK_URL: ")
                    .contains("--env WEBHOOK_URL=https://…", "--stack NAME", "--local");
        }
    }

    @Test
    void checkReadsVariablesFromTheCommandLineOrFromTheNamedStack() {
        command.run("check", "../../infra/config", "--env", "WEBHOOK_URL=https://hooks.acme.example")
                .succeeded();
        assertThat(command.targets).isEmpty();
        command.run("check", "../../infra/config", "--stack", "ingestlayer").succeeded();
        assertThat(command.targets).hasSize(1);
        assertThat(command.run("check", "../../infra/config", "--env", "WEBHOOK_URL=hooks")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void checkReportsAMissingIpDatabase() {
        var result = command.run(
                "check",
                "../../infra/config",
                "--env",
                "WEBHOOK_URL=https://hooks.acme.example",
                "--env",
                "INGESTLAYER_IP_DATABASE=none.mmdb");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().strip())
                .isEqualTo(
                        "../../infra/config/none.mmdb:1: there is no such file, but INGESTLAYER_IP_DATABASE names it");
    }

    @Test
    void commandsThatSendNothingWorkWithoutWebhookUrl() {
        for (String line : new String[] {"recipes", "pipelines list", "pipelines show track-feature-usage", "types"}) {
            String[] words = (line + " --config ../../infra/config").split(" ");
            command.run(words).succeeded();
        }
        assertThat(command.run("pipelines", "show", "track-feature-usage", "--config", "../../infra/config")
                        .out())
                .contains("https://webhook-url-is-not-set.invalid");
    }

    @Test
    void everyMistakeIsReportedWithFileAndLine(@TempDir Path directory) throws Exception {
        Files.createDirectories(directory.resolve("events"));
        Files.createDirectories(directory.resolve("pipelines"));
        Files.writeString(directory.resolve("events/a.yaml"), "event: a\nschema: { x: strng }\n");
        Files.writeString(directory.resolve("pipelines/p.yaml"), "name: p\nstatus: on\ndestinations: []\n");
        var result = command.run("check", directory.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith(directory + "/events/a.yaml:2: "),
                        line -> assertThat(line).startsWith(directory + "/pipelines/p.yaml:2: "),
                        line -> assertThat(line).startsWith(directory + "/pipelines/p.yaml:3: "));
        var json = command.run("check", directory.toString(), "--output", "json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.json().path("problems").get(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void bashCompletesWithTheCompletionScript(@TempDir Path directory) throws Exception {
        Path script = directory.resolve("completion");
        Files.writeString(script, command.run("completion", "bash").succeeded().out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "compopt() { :; }; source " + script + "; COMP_WORDS=(ingestlayer keys r); COMP_CWORD=2;"
                                + " _complete_ingestlayer; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip().split("\\s+")).containsExactlyInAnyOrder("revoke", "rotate");
        assertThat(command.run("completion", "zsh").out()).contains("bashcompinit");
        command.run("completion", "fish").failed(3, "fish", "bash, zsh");
    }
}
