package com.ingestlayer.aot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.abort;

import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.Settings;
import com.ingestlayer.local.lambda.FunctionErrorException;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.receiver.ReceivedWebhook;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The aot packages of both functions, made as {@code -Paot} makes them, where there is a JDK 25 or newer. */
class AotPackageIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Java then ends where it cannot use the cache, instead of going on without. */
    private static final Map<String, String> ONLY_WITH_CACHE = Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on");

    @TempDir
    private static Path project;

    @BeforeAll
    static void make() throws Exception {
        Path jdk = Path.of(System.getProperty("aot.jdk"));
        try {
            Jdk.at(jdk);
        } catch (PackagingException e) {
            abort(e.getMessage());
        }
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        CompletableFuture.allOf(Stream.of(Job.values())
                        .map(job -> CompletableFuture.runAsync(() -> make(job, jdk)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void make(Job job, Path jdk) {
        try {
            Files.createDirectories(zip(project, job).getParent());
            Path built = zip(ROOT, job);
            if (isAot(built)) { // by -Paot
                Files.copy(built, zip(project, job));
            } else {
                AotPackage.make(built, job, jdk, zip(project, job));
            }
            unpack(job, root(job));
        } catch (PackagingException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path zip(Path root, Job job) {
        return root.resolve("src").resolve(job.word()).resolve("target/function.zip");
    }

    private static boolean isAot(Path zip) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            return Files.exists(files.getPath("/" + AotPackage.CACHE));
        }
    }

    @Test
    void anEventGoesTheWholeWayWithBothCachesInUse() throws Exception {
        Settings settings = Settings.from(ONLY_WITH_CACHE, Map.of(), ROOT);
        try (LocalStack stack = LocalStack.start(
                new Settings(
                        Settings.Ports.ANY,
                        project,
                        settings.configDir(),
                        settings.apiKey(),
                        settings.webhookUrl(),
                        settings.retrySchedule(),
                        1,
                        settings.undeclared(),
                        settings.cors(),
                        settings.variables(),
                        settings.log(),
                        settings.between()),
                Launcher.bootstrap())) {
            HttpResponse<String> accepted = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + stack.httpPort() + "/v1/ingest"))
                                    .header("Authorization", "Bearer " + settings.apiKey())
                                    .header("Content-Type", "application/json")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "{\"type\":\"feature.used\",\"payload\":{\"user_id\":\"u_42\",\"feature\":\"csv.export\"}}"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            ReceivedWebhook webhook = firstWebhook(stack);
            assertThat(webhook.signature()).isEqualTo("valid");
            assertThat(webhook.body()).contains("csv.export", "\"owner\":\"ben\"");
            assertThat(accepted.body()).contains(webhook.headers().get("x-ingestlayer-event-id"));
        }
    }

    private static ReceivedWebhook firstWebhook(LocalStack stack) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (stack.receiver().received().isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.sleep(20);
        }
        assertThat(stack.receiver().received()).as("webhooks").isNotEmpty();
        return stack.receiver().received().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void aPackageIsSmallAndBringsNothingOfQuarkus(Job job) throws Exception {
        assertThat(Files.size(zip(project, job))).isLessThan(40_000_000);
        Path root = root(job);
        assertThat(root.resolve("bootstrap")).isExecutable();
        try (Stream<Path> jars = Files.list(root.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()))
                    .contains("runtime.jar", "function.jar")
                    .noneMatch(jar -> jar.matches("(io\\.quarkus|io\\.smallrye|jakarta|org\\.jboss\\.logmanager).*"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUntouchedPackageHasNextToNothingToLoadBesideItsCache(Job job) throws Exception {
        Path root = root(job);
        Path loaded = project.resolve("classes-" + job.word() + ".log");
        firstAnswer(job, root, Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=on -Xlog:class+load:file=" + loaded));
        try (Stream<String> lines = Files.lines(loaded)) {
            assertThat(lines.filter(line -> line.contains("source:") && !line.contains("shared objects file")))
                    .hasSizeLessThan(60);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void theJavaInAPackageSpeaksTls(String algorithm) throws Exception {
        Path root = root(Job.DELIVERY);
        Jdk packaged = new Jdk(root.resolve(AotPackage.JRE));
        String store = project.resolve(algorithm + ".p12").toString();
        List<String> key = List.of(
                "-genkeypair",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-keystore",
                store,
                "-storepass",
                "changeit");
        packaged.run(root, "keytool", key);
        Path classes = Launcher.placeOf(TlsHandshake.class);
        assertThat(packaged.run(root, "java", List.of("-cp", classes.toString(), TlsHandshake.class.getName(), store)))
                .containsExactly("TLSv1.3 " + algorithm + " !");
    }

    @Test
    void aFunctionWorksWithoutItsCacheWhereNobodyInsistsOnIt() throws Exception {
        Path root = unpack(Job.INGRESS, project.resolve("without-cache"));
        Files.delete(root.resolve(AotPackage.CACHE));
        assertThatExceptionOfType(FunctionErrorException.class)
                .isThrownBy(() -> firstAnswer(Job.INGRESS, root, ONLY_WITH_CACHE));
        assertThat(firstAnswer(Job.INGRESS, root, Map.of())).contains("\"statusCode\":202");
    }

    @Test
    void aZipThatIsNoPackageOfJarsIsRefused() throws Exception {
        Path jdk = Path.of(System.getProperty("aot.jdk"));
        Path made = zip(project, Job.INGRESS);
        assertThatExceptionOfType(PackagingException.class)
                .isThrownBy(() -> AotPackage.make(made, Job.INGRESS, jdk, project.resolve("again.zip")))
                .withMessage("%s is no package of jars: build it without -Dnative", made);
    }

    /** Where the package is unpacked, for those that change nothing of it. */
    private static Path root(Job job) {
        return project.resolve(job.word());
    }

    private static Path unpack(Job job, Path into) throws IOException {
        return FunctionPackage.unpack(zip(project, job), into, job.handler()).root();
    }

    /** With infra/config as it stands, against engines that answer at once. */
    private static String firstAnswer(Job job, Path root, Map<String, String> more) throws Exception {
        try (StubEngines engines = StubEngines.start()) {
            Map<String, String> environment =
                    new HashMap<>(engines.environmentOf(job.word(), ROOT.resolve("infra/config")));
            environment.put("LAMBDA_TASK_ROOT", root.toString());
            environment.putAll(more);
            try (LambdaFunction function = new LambdaFunction(
                    job.word(),
                    new FunctionPackage(root, job.handler()),
                    Launcher.bootstrap(),
                    environment,
                    Duration.ofSeconds(20),
                    (name, line) -> System.out.println(line),
                    1)) {
                List<TrainingCall> calls = TrainingCalls.of(job, engines.hooks());
                String answer = new String(function.invoke(calls.get(0).event()).orElseThrow(), UTF_8);
                calls.get(0).check(answer);
                return answer;
            }
        }
    }
}
