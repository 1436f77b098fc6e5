package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Scripts for Node.js, and the packages from npm that they use, in a directory of their own. */
final class NodeProject {
    private static final int PATIENCE_SECONDS = 180;

    private final Path directory;

    /** How a program ended, and what it printed to both outputs. */
    record Result(int exitCode, String output) {
        String succeeded() {
            assertThat(exitCode).as(output).isZero();
            return output;
        }
    }

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /** A project that is there. */
    static NodeProject at(Path directory) {
        return new NodeProject(directory);
    }

    /**
     * A copy of {@code src/test/<name>} with its packages installed. Skips the test where Node.js is not here, unless
     * {@code -Drequire.node=true}.
     *
     * @param more packages beside those of its package.json
     */
    static NodeProject install(String name, Path... more) throws Exception {
        OnThePath.oneOf("node");
        Path directory = Path.of("target", name).toAbsolutePath();
        deleteIfThere(directory);
        NodeProject project = at(Files.createDirectories(directory));
        try (Stream<Path> files = Files.walk(Path.of("src/test", name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        project.path(Path.of("src/test", name).relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        List<String> npm = new ArrayList<>(List.of(
                "npm", "install", "--no-package-lock", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"));
        Arrays.stream(more).map(Path::toString).forEach(npm::add);
        project.run(Map.of(), npm.toArray(String[]::new)).succeeded();
        return project;
    }

    /** So that nothing of another build is used. */
    private static void deleteIfThere(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** What {@code node verify.mjs <a file with the body> <arguments>} prints. */
    String verify(String body, String... arguments) throws Exception {
        Files.writeString(path("body"), body);
        List<String> command = new ArrayList<>(List.of("node", "verify.mjs", "body"));
        command.addAll(List.of(arguments));
        return run(Map.of(), command.toArray(String[]::new)).succeeded();
    }

    /** Runs a program in the project's directory; one that does not end in time is killed and fails the test. */
    Result run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("node", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended)
                    .as("ended in time: %s%n%s", List.of(command), printed)
                    .isTrue();
            return new Result(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
