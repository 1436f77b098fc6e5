package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.json.Json;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stack's processes leave behind for those that start later, and that no start needs it. */
class FastStartsIT {
    @TempDir
    private Path work;

    private StubEngines engines;
    private Path zip;
    private final List<String> printed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void copyThePackage() throws IOException {
        engines = StubEngines.start();
        zip = Files.copy(
                StubbedFunction.zipOf("ingress"),
                Files.createDirectory(work.resolve("target")).resolve("function.zip"));
    }

    @AfterEach
    void stop() {
        engines.close();
    }

    private LambdaFunction start(Launcher launcher) throws IOException {
        FunctionPackage function = FunctionPackage.unpackForFastStarts(
                zip, Files.createTempDirectory(work, "root").resolve("task"), StackLayout.HANDLER);
        return new LambdaFunction(
                "ingress",
                function,
                launcher,
                StubbedFunction.environment("ingress", engines),
                Duration.ofSeconds(60),
                (name, line) -> printed.add(line),
                1);
    }

    private static void answerOne(LambdaFunction function) throws Exception {
        byte[] answer = function.invoke(
                        Json.write(StubbedFunction.request(1, 1)).getBytes(UTF_8))
                .orElseThrow();
        assertThat(TestStack.json(new String(answer, UTF_8)).path("statusCode").asInt())
                .isEqualTo(202);
    }

    private void runOne() throws Exception {
        try (LambdaFunction function = start(Launcher.asPackaged())) {
            answerOne(function);
        }
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(zip.getParent())) {
            return files.filter(file -> !file.equals(zip)).toList();
        }
    }

    /** The classes of this project that a process loaded, and where from. */
    private List<String> ownClassesOfOneMore() throws Exception {
        Path log = work.resolve("classes.log");
        Launcher telling = function -> {
            List<String> command = new ArrayList<>(Launcher.asPackaged().command(function));
            command.add(1, "-Xlog:class+load:file=" + log);
            return command;
        };
        try (LambdaFunction function = start(telling)) {
            answerOne(function);
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" com.ingestlayer.")).toList();
        }
    }

    @Test
    void aProcessTakesItsClassesFromWhatAnEarlierOneHadLoadedWhereverItIsUnpacked() throws Exception {
        runOne();
        assertThat(leftBehind()).singleElement().asString().endsWith(".jsa");
        assertThat(ownClassesOfOneMore())
                .hasSizeGreaterThan(50)
                .allMatch(line -> line.contains("source: shared objects file"));
    }

    @Test
    void whatIsDamagedIsNotUsedAndNotTalkedAbout() throws Exception {
        runOne();
        Path archive = leftBehind().get(0);
        byte[] bytes = Files.readAllBytes(archive);
        for (int left : new int[] {0, 100, bytes.length / 2}) {
            Files.delete(archive);
            Files.write(archive, Arrays.copyOf(bytes, left));
            assertThat(ownClassesOfOneMore()).as("%d bytes", left).noneMatch(line -> line.contains("source: shared"));
        }
        assertThat(printed).allSatisfy(TestStack::json);
    }

    @Test
    void aPackageThatHasChangedGetsItsOwnArchiveAndTheOldOneGoes() throws Exception {
        runOne();
        List<Path> old = leftBehind();
        try (FileSystem files = FileSystems.newFileSystem(zip)) {
            Files.writeString(files.getPath("/more.txt"), "more");
        }
        runOne();
        assertThat(leftBehind()).hasSize(1).doesNotContainAnyElementsOf(old);
    }

    @Test
    void twoProcessesThatBothFindNothingLeaveOneArchive() throws Exception {
        try (LambdaFunction one = start(Launcher.asPackaged());
                LambdaFunction other = start(Launcher.asPackaged())) {
            answerOne(one);
            answerOne(other);
        }
        assertThat(leftBehind()).singleElement().asString().endsWith(".jsa");
        assertThat(ownClassesOfOneMore()).allMatch(line -> line.contains("source: shared objects file"));
    }

    @Test
    void aProcessThatIsKilledOrHasAnsweredNothingLeavesNothing() throws Exception {
        try (LambdaFunction killed = start(Launcher.asPackaged())) {
            answerOne(killed);
            killed.processes().forEach(ProcessHandle::destroyForcibly);
        }
        assertThat(leftBehind()).isEmpty();
        start(Launcher.asPackaged()).close();
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void whereNothingCanBeKeptProcessesStartAllTheSame() throws Exception {
        try (LambdaFunction function = start(Launcher.asPackaged())) {
            answerOne(function);
            Files.delete(zip);
            Files.delete(zip.getParent());
        }
        assertThat(printed).allSatisfy(TestStack::json);
    }
}
