package com.ingestlayer.cli.types;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
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
import java.nio.file.StandardCopyOption;
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
            "Writes the event declarations as TypeScript, so that the SDK's ingest(…) compiles only with what is declared.",
            "Asks nobody: it works offline and needs no credentials."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer types src/ingestlayer.d.ts",
            "  ingestlayer types --check src/ingestlayer.d.ts    (for CI: fails when the file is out of date)"
        })
public final class GenerateTypes extends Action {
    /** Named as people write it. */
    enum Answer {
        accept,
        reject
    }

    private static final String VARIABLE = "INGESTLAYER_UNDECLARED";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "The file to write; else standard output.")
    private Path file;

    @Mixin
    private ConfigOption config;

    @Option(names = "--check", description = "Write nothing, and fail when FILE is not what would be written.")
    private boolean check;

    @Option(
            names = "--undeclared",
            paramLabel = "ANSWER",
            description = "What the stack does with types that nobody declared, as its parameter UndeclaredEvents says:"
                    + " accept or reject; by default what " + VARIABLE + " says, else accept.")
    private Answer undeclared;

    @Override
    public Integer call() throws IOException {
        if (check && file == null) {
            throw CommandException.usage("--check: expected the FILE to look at");
        }
        Undeclared answer = undeclared();
        Map<String, Declaration> declarations = config.load(surroundings()).declarations();
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
        String text = surroundings().environment().apply(VARIABLE);
        if (text == null || text.equals("accept")) {
            return Undeclared.ACCEPT;
        }
        if (text.equals("reject")) {
            return Undeclared.REJECT;
        }
        throw CommandException.usage(VARIABLE + ": expected accept or reject, found \"" + text + "\"");
    }

    /** In one step, so that a compiler that watches never reads a half. */
    private void write(String types) throws IOException {
        Path target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        Path next = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(next, types);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
