package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged {@code ingestlayer} command, run as a process of its own. */
final class CommandLineRun {
    static final Path PROGRAM = TestStack.ROOT.resolve("src/cli/target/ingestlayer");

    private CommandLineRun() {}

    /** How it ended and what it said. */
    record Result(int exitCode, String out, String err) {
        Result succeeded() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }

        JsonNode json() {
            return TestStack.json(out);
        }
    }

    /** Ports of a stack as variables of the environment. */
    static Map<String, String> portsOf(TestStack stack) {
        return stack.command.portsOf(stack.local);
    }

    static Process start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("INGESTLAYER_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Result finish(Process process, String input) throws IOException, InterruptedException {
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, err.join());
    }

    private static String text(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
