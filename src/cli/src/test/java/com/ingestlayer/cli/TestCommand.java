package com.ingestlayer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.stack.Target;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Runs the command in this process on an in-memory stack. */
public final class TestCommand {
    public final InMemoryStack stack = new InMemoryStack();
    public final MutableClock clock = stack.clock;
    public final Map<String, String> environment = new HashMap<>();
    public final List<Target> targets = new ArrayList<>();
    public boolean terminal;
    private final Random random = new Random(1);

    /** The exit code and the output of a command. */
    public record Result(int exitCode, String out, String err) {
        public Result succeeded() {
            assertThat(exitCode).as(err).isZero();
            return this;
        }

        /** Asserts that the command failed with this exit code and one line that contains all of these words. */
        public void failed(int code, String... words) {
            assertThat(exitCode).as(err).isEqualTo(code);
            assertThat(err.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ingestlayer: ")
                    .contains(words);
            assertThat(out).isEmpty();
        }

        public JsonNode json() {
            try {
                return StrictJson.parse(out);
            } catch (MalformedJsonException e) {
                throw new AssertionError("not JSON: " + out, e);
            }
        }
    }

    public Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    /** Runs a command whose arguments a test helper and its caller share. */
    public Result run(List<String> first, String... more) {
        return run(Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
    }

    public Result runWithInput(String input, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Commands.in(new CliContext(
                        target -> {
                            targets.add(target);
                            return stack;
                        },
                        environment::get,
                        clock,
                        random,
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        terminal))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }
}
