package com.ingestlayer.cli.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.AtomicFile;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.pipelines.ConfigOption;
import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Declarations.Undeclared;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "types",
        description = {
            "Writes the event declarations as TypeScript, so that the SDK's ingest(…) compiles only with declared events.",
            "Works offline and needs no credentials."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer types src/ingestlayer.d.ts",
            "  ingestlayer types --check src/ingestlayer.d.ts    (for CI: fails when the file is out of date)"
        })
public final class GenerateTypes extends Action {
    /** The constants are named as users type them. */
    enum Answer {
        accept,
        reject
    }

    private static final String VARIABLE = "INGESTLAYER_UNDECLARED";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to write; standard output by default.")
    private Path file;

    @Mixin
    private ConfigOption config;

    @Option(names = "--check", description = "Write nothing, and fail when FILE is out of date.")
    private boolean check;

    @Option(
            names = "--undeclared",
            paramLabel = "ANSWER",
            description = "What the stack does with undeclared types, as its parameter UndeclaredEvents says: accept or"
                    + " reject; by default the value of " + VARIABLE + ", or else accept.")
    private Answer undeclared;

    @Override
    public Integer call() throws IOException {
        if (check && file == null) {
            throw CommandException.usage("--check: expected the FILE to look at");
        }
        Undeclared answer = undeclared();
        Map<String, Declaration> declarations = config.load(context()).declarations();
        String types = TypeScript.of(new Declarations(declarations, answer));
        if (file == null) {
            output().value(
                            types.stripTrailing(),
                            Json.object().put("events", declarations.size()).put("types", types));
            return ExitCode.OK;
        }
        boolean same = Files.exists(file) && Arrays.equals(Files.readAllBytes(file), types.getBytes(UTF_8));
        if (check && !same) {
            throw CommandException.refused(file + " is out of date: run this again without --check");
        }
        if (!same) {
            write(types);
        }
        ObjectNode done = Json.object().put("file", file.toString());
        done.put("events", declarations.size()).put("written", !same);
        output().one(done);
        return ExitCode.OK;
    }

    private Undeclared undeclared() {
        if (undeclared != null) {
            return Undeclared.valueOf(undeclared.name().toUpperCase(Locale.ROOT));
        }
        String text = context().environment().apply(VARIABLE);
        if (text == null || text.equals("accept")) {
            return Undeclared.ACCEPT;
        }
        if (text.equals("reject")) {
            return Undeclared.REJECT;
        }
        throw CommandException.usage(VARIABLE + ": expected accept or reject, found \"" + text + "\"");
    }

    /** Replaces the file in one step, so that a compiler in watch mode never reads a partial one. */
    private void write(String types) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        AtomicFile.write(target, types);
    }
}
