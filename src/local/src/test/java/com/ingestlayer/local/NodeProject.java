package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Somebody else's verifier, for Node.js: a script and the library it uses. */
final class NodeProject {
    private final Path directory;

    private NodeProject(Path directory) {
        this.directory = directory;
    }

    /**
     * A copy of {@code src/test/<name>} with its library installed. Skips the test where Node.js is not here, unless
     * {@code -Drequire.node=true}.
     */
    static NodeProject install(String name) throws Exception {
        assumeTrue(Boolean.getBoolean("require.node") || isOnThePath("node"), "Node.js is not here");
        Path directory = Files.createDirectories(Path.of("target", name).toAbsolutePath());
        for (String file : List.of("package.json", "verify.mjs")) {
            Files.write(directory.resolve(file), Files.readAllBytes(Path.of("src/test", name, file)));
        }
        run(directory, List.of("npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"));
        return new NodeProject(directory);
    }

    /** What {@code node verify.mjs <a file with the body> <arguments>} prints. */
    String verify(String body, String... arguments) throws Exception {
        Files.writeString(directory.resolve("body"), body);
        List<String> command = new ArrayList<>(List.of("node", "verify.mjs", "body"));
        command.addAll(List.of(arguments));
        return run(directory, command);
    }

    private static boolean isOnThePath(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
