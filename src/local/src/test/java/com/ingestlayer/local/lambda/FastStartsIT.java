package com.ingestlayer.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.ingestlayer.runtime.RuntimeLoop;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a package's processes leave behind for those that start later, and that no start needs it. */
class FastStartsIT {
    @TempDir
    private Path work;

    private Path zip;
    private final List<String> printed = new CopyOnWriteArrayList<>();

    @BeforeEach
    void pack() throws IOException {
        zip = Files.createDirectory(work.resolve("target")).resolve("function.zip");
        String handler = EchoHandler.class.getName().replace('.', '/') + ".class";
        Path library = Launcher.placeOf(RequestStreamHandler.class);
        try (FileSystem packed = FileSystems.newFileSystem(zip, Map.of("create", true))) {
            Path target = packed.getPath(handler);
            Files.createDirectories(target.getParent());
            Files.copy(Launcher.placeOf(EchoHandler.class).resolve(handler), target);
            Files.createDirectory(packed.getPath("lib"));
            Files.copy(library, packed.getPath("lib", library.getFileName().toString()));
        }
    }

    private LambdaFunction start(Launcher launcher) throws IOException {
        Path root = Files.createTempDirectory(work, "task").resolve("root");
        return new LambdaFunction(
                "echo",
                FunctionPackage.unpackForFastStarts(zip, root, EchoHandler.class.getName()),
                launcher,
                Map.of(),
                Duration.ofSeconds(60),
                (name, line) -> printed.add(line),
                1);
    }

    private static void answerOne(LambdaFunction function) throws Exception {
        assertThat(function.invoke("an event".getBytes(UTF_8)).orElseThrow())
                .asString()
                .isEqualTo("an event");
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

    /** Where one more process takes the handler and its runtime from. */
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
        List<String> own;
        try (Stream<String> lines = Files.lines(log)) {
            own = lines.filter(line -> line.contains(" com.ingestlayer.")).toList();
        }
        assertThat(own)
                .anyMatch(line -> line.contains(EchoHandler.class.getName() + " "))
                .anyMatch(line -> line.contains(RuntimeLoop.class.getName() + " "));
        return own;
    }

    @Test
    void aProcessTakesItsClassesFromWhatAnEarlierOneHadLoadedWhereverItIsUnpacked() throws Exception {
        runOne();
        assertThat(leftBehind()).singleElement().asString().endsWith(".jsa");
        assertThat(ownClassesOfOneMore()).allMatch(line -> line.contains("source: shared objects file"));
        assertThat(printed).isEmpty();
    }

    @Test
    void whatIsDamagedIsNotUsedAndNotTalkedAbout() throws Exception {
        runOne();
        Path archive = leftBehind().get(0);
        byte[] bytes = Files.readAllBytes(archive);
        for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(bytes, 100), new byte[bytes.length])) {
            Files.delete(archive);
            Files.write(archive, damaged);
            assertThat(ownClassesOfOneMore())
                    .as("%d bytes", damaged.length)
                    .noneMatch(line -> line.contains("source: shared objects file"));
        }
        assertThat(printed).isEmpty();
    }

    @Test
    void aPackageThatHasChangedGetsItsOwnArchiveAndTheOldOneGoes() throws Exception {
        runOne();
        List<Path> old = leftBehind();
        try (FileSystem packed = FileSystems.newFileSystem(zip)) {
            Files.writeString(packed.getPath("/more.txt"), "more");
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
    void whereNothingCanBeKeptAProcessWorksAllTheSame() throws Exception {
        try (LambdaFunction function = start(Launcher.asPackaged())) {
            answerOne(function);
            Files.delete(zip);
            Files.delete(zip.getParent());
        }
        assertThat(printed).isEmpty();
    }
}
