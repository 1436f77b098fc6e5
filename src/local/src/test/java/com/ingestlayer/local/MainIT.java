package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.await;
import static com.ingestlayer.local.TestStack.idIn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stack as {@code ./mvnw -Plocal} runs it: a process with the run-time class path, which signals and kills end. */
class MainIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What the banner says of the ports. */
    private static final Pattern HTTP = Pattern.compile("localhost:(\\d+)/v1/ingest");

    private static final Pattern RECEIVER = Pattern.compile("localhost:(\\d+)/received");

    @TempDir
    private Path work;

    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void killAll() {
        runs.forEach(Run::kill);
    }

    /** One process of the stack, and what it printed. */
    private static final class Run {
        final Path temporary;
        final Process process;
        final List<String> lines = new CopyOnWriteArrayList<>();

        Run(Path temporary, Map<String, String> variables) throws IOException {
            this.temporary = Files.createDirectories(temporary);
            String classPath = Path.of("target/classes").toAbsolutePath()
                    + File.pathSeparator
                    + Files.readString(Path.of("target/runtime.classpath")).strip();
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djava.io.tmpdir=" + temporary,
                            "-classpath",
                            classPath,
                            Main.class.getName(),
                            TestStack.ROOT.toString())
                    .redirectErrorStream(true);
            for (String port : List.of("HTTP", "RECEIVER", "DYNAMODB", "SQS", "SSM")) {
                builder.environment().put("INGESTLAYER_LOCAL_PORT_" + port, "0");
            }
            builder.environment().putAll(variables);
            process = builder.start();
            Thread reader = new Thread(this::read, "output");
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                output.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("the output ended: " + e);
            }
        }

        String output() {
            return String.join("\n", lines);
        }

        Run serving() {
            await(SOON, this::output, output -> output.contains("Ctrl-C ends all of it.") || !process.isAlive());
            assertThat(output()).contains("Ctrl-C ends all of it.");
            return this;
        }

        URI at(Pattern port, String path) {
            Matcher matcher = port.matcher(output());
            assertThat(matcher.find()).isTrue();
            return URI.create("http://localhost:" + matcher.group(1) + path);
        }

        /** The processes that work in this run's temporary directory: the functions'. */
        List<Long> functions() {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                return processes
                        .filter(each -> each.getFileName().toString().matches("\\d+"))
                        .filter(this::worksHere)
                        .map(each -> Long.parseLong(each.getFileName().toString()))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean worksHere(Path process) {
            try {
                return Files.readSymbolicLink(process.resolve("cwd")).startsWith(temporary);
            } catch (IOException gone) {
                return false;
            }
        }

        void signal(String name) throws IOException, InterruptedException {
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
        }

        void awaitEnd() throws InterruptedException {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }

        void kill() {
            process.destroyForcibly();
        }
    }

    private Run start(Map<String, String> variables) throws IOException {
        Run run = new Run(work.resolve("temporary-" + runs.size()), variables);
        runs.add(run);
        return run;
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                request.header("Authorization", "Bearer il_local_development")
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String send(Run run, String type) throws IOException, InterruptedException {
        return idIn(call(HttpRequest.newBuilder(run.at(HTTP, "/v1/ingest"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"" + type + "\",\"payload\":{}}"))));
    }

    private String get(URI uri) {
        try {
            return call(HttpRequest.newBuilder(uri)).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, output", "TERM, one function", "INT, two functions", "INT, serving", "TERM, serving"})
    void aSignalEndsEverythingWithoutAStackTraceAtAnyMoment(String signal, String moment) throws Exception {
        assumeThat(Path.of("/proc/self/cwd")).exists(); // where one can see which processes are whose
        Run run = start(Map.of());
        switch (moment) {
            case "output" -> await(SOON, run::output, output -> output.contains("start | "));
            case "one function" -> await(SOON, run::functions, functions -> !functions.isEmpty());
            case "two functions" -> await(SOON, run::functions, functions -> functions.size() > 1);
            default -> run.serving();
        }
        run.signal(signal);
        run.awaitEnd();
        await(SOON, run::functions, List::isEmpty);
        assertThat(run.temporary).isEmptyDirectory();
        assertThat(run.lines)
                .noneMatch(line -> line.startsWith("\tat ")
                        || line.contains("Exception")
                        || line.contains("WARN")
                        || line.contains("Error running lambda"));
    }

    @Test
    void theDataOutlivesAKillAndAStop() throws Exception {
        Path config = work.resolve("config");
        Files.createDirectories(config.resolve("events"));
        Files.createDirectories(config.resolve("pipelines"));
        Files.writeString(config.resolve("pipelines/kept.yaml"), """
                name: kept
                status: active
                sources: [{ kind: sdk.event, match: test.kept }]
                destinations:
                  - webhook.out:
                      name: acme
                      url: ${env:WEBHOOK_URL}
                      auth: { type: hmac, secret: "${secret:acme-webhook}" }
                """);
        Map<String, String> variables = new HashMap<>(Map.of(
                Settings.CONFIG_VARIABLE,
                config.toString(),
                Settings.DATA_VARIABLE,
                work.resolve("data").toString(),
                "INGESTLAYER_RETRY_SCHEDULE",
                "20s,20s,20s,20s",
                "WEBHOOK_URL",
                "http://localhost:9")); // where nobody listens
        Run first = start(variables).serving();
        String id = send(first, "test.kept");
        await(SOON, first::output, output -> output.contains("attempt 1"));
        String later = send(first, "test.kept"); // by its first attempt, the first event waits for its second one
        await(SOON, first::output, output -> output.lines()
                .anyMatch(line -> line.contains(later) && line.contains("attempt 1")));
        List<ProcessHandle> functions = first.process.descendants().toList();
        first.kill();
        first.awaitEnd();
        await(SOON, () -> functions.stream().filter(ProcessHandle::isAlive).toList(), List::isEmpty);

        variables.remove("WEBHOOK_URL");
        Run second = start(variables).serving();
        await(SOON, () -> get(second.at(RECEIVER, "/received")), received -> received.contains(id));
        await(SOON, () -> get(second.at(HTTP, "/v1/events/" + id)), event -> event.contains("\"delivered\""));
        second.signal("TERM");
        second.awaitEnd();

        Run third = start(variables).serving();
        assertThat(get(third.at(HTTP, "/v1/events/" + id))).contains("\"delivered\"");
        assertThat(get(third.at(RECEIVER, "/received"))).doesNotContain(id);
        Run fourth = start(variables);
        fourth.awaitEnd();
        assertThat(fourth.output()).contains(Settings.DATA_VARIABLE + ": another stack uses ");
    }
}
