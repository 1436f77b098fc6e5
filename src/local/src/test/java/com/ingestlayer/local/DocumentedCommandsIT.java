package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the shell commands of the documentation on the whole stack, in the order of each page. A command fails the test if it
 * exits with another code than 0, and a request if its answer is not 2xx. The commands of {@code infra/docs/deploy.md} are
 * run by {@code infra/test/stack_test.py}.
 */
class DocumentedCommandsIT {
    private static final Pattern SHELL_BLOCK =
            Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Blocks with one of these are not run: they build, deploy, or work on a stack in AWS. */
    private static final List<String> NOT_RUN =
            List.of("./mvnw", "infra/deploy.sh", "--scheme stripe", "keys create web-page");

    /** The id that the examples show. */
    private static final String EXAMPLE_ID = "evt_01KFRM8V33ABCDEFGHJKMNPQRS";

    /** Without the option, curl would exit with 0 after an answer of 4xx or 5xx. */
    private static final String PRELUDE = "curl() { command curl --fail-with-body \"$@\"; }\nset -x\n";

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static TestStack stack;

    @TempDir
    Path project;

    @BeforeAll
    static void start() throws Exception {
        stack = TestStack.asShipped();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "infra/docs/sending-events.md",
                "infra/docs/webhooks-in.md",
                "infra/docs/agents.md",
                "infra/docs/entities.md",
                "infra/docs/pipelines-and-steps.md",
                "infra/docs/destinations.md",
                "infra/docs/operations.md",
                "infra/docs/cli.md"
            })
    void theCommandsOfAPageSucceed(String page) throws Exception {
        OnThePath.oneOf("curl");
        OnThePath.oneOf("openssl");
        Path bash = OnThePath.oneOf("bash");
        String eventId = TestStack.idIn(stack.ingest(TestStack.EXPORT));
        stack.deliveryOf(eventId, "delivered");
        linkTheProject();
        String commands = commandsOf(page)
                .replace(EXAMPLE_ID, eventId)
                .replace("localhost:8080", "localhost:" + stack.local.httpPort())
                .replace("localhost:8090", "localhost:" + stack.local.receiver().port());
        assertThat(commands).isNotBlank();
        Path output = project.resolve("output");
        ProcessBuilder shellOfReader = new ProcessBuilder(
                        bash.toString(), "-e", "-o", "pipefail", "-c", PRELUDE + commands)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = shellOfReader.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("INGESTLAYER_"));
        environment.putAll(CommandLineRun.portsOf(stack));
        environment.merge(
                "PATH", CommandLineRun.PROGRAM.getParent().toString(), (path, program) -> program + ":" + path);
        Process shell = shellOfReader.start();
        shell.getOutputStream().close();
        boolean ended = shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        shell.destroyForcibly();
        assertThat(ended ? shell.exitValue() : -1).as(() -> read(output)).isZero();
    }

    /** A directory that looks like the project's, in which commands may write files. */
    private void linkTheProject() throws IOException {
        Files.createSymbolicLink(project.resolve("infra"), TestStack.ROOT.resolve("infra"));
        Path source = Files.createDirectory(project.resolve("src"));
        for (String module : List.of("cli", "contract")) {
            Files.createSymbolicLink(
                    source.resolve(module), TestStack.ROOT.resolve("src").resolve(module));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String commandsOf(String page) throws IOException {
        return SHELL_BLOCK
                .matcher(Files.readString(TestStack.ROOT.resolve(page)))
                .results()
                .map(match -> match.group(1))
                .filter(block -> NOT_RUN.stream().noneMatch(block::contains))
                .collect(Collectors.joining());
    }
}
