package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Writes every row of a file, as ingestlayer entities put does. A row that is refused goes to FILE.refused with its",
            "line number and the reason, and the import goes on. When the import is interrupted, run it again: it resumes from",
            "FILE.ingestlayer-progress.",
            "",
            "FILE.csv    The first line names the columns; every column except the id is a trait. An empty value sets no trait.",
            "            Numbers, true and false (TRUE, FALSE) keep their type, unless --text names the column. Spaces around",
            "            ids are removed. The separator is a comma, semicolon or tab, or the one of a first line such as sep=;",
            "FILE.jsonl  One object per line: {\"external_id\", \"traits\", \"kind\"}, or flat, with the id among the traits."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer entities import customers.csv --kind account --id-column account_id --text zip,phone")
final class ImportEntities extends Action {
    @Parameters(index = "0", paramLabel = "FILE", description = "The file to import; its name ends in .csv or .jsonl.")
    private Path path;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "user",
            description = "The kind of rows that name no kind; ${DEFAULT-VALUE} by default.")
    private String kind;

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            defaultValue = "id",
            description = "The column or field with your own id; ${DEFAULT-VALUE} by default.")
    private String idColumn;

    @Option(
            names = "--text",
            split = ",",
            paramLabel = "COLUMN",
            description = "The CSV columns whose values stay text, such as zip codes.")
    private Set<String> textColumns = new LinkedHashSet<>();

    @Override
    public Integer call() throws IOException {
        if (!EntityKey.isValidKind(kind)) {
            throw CommandException.usage("a kind has " + EntityKey.KIND_FORM);
        }
        ImportFile file = new ImportFile(path, kind, idColumn, textColumns);
        String job = file.jobFor(ingestlayer().target());
        Progress before = Progress.read(file.progress(), job).orElseGet(() -> Progress.start(job));
        try (Rows rows = file.open();
                Refusals refusals = new Refusals(file.refusals(), before.refusedBytes())) {
            EntityStore store = stack().entities();
            if (before.rows() > 0) {
                output().remark(String.format(
                        Locale.ROOT,
                        "Going on after %,d rows. To start over, delete %s.",
                        before.rows(),
                        file.progress()));
            }
            Progress all = run(store, file, rows, refusals, before);
            Files.deleteIfExists(file.progress());
            report(all, file);
            return all.refused() == 0 ? ExitCode.OK : ExitCode.PARTLY;
        }
    }

    private Progress run(EntityStore store, ImportFile file, Rows rows, Refusals refusals, Progress before)
            throws IOException {
        ProgressDisplay display = new ProgressDisplay(context(), file.bytes(), before.rows());
        try {
            return new Import(store, file.progress(), before, display).run(rows, refusals);
        } catch (UnavailableException | ServiceRefusalException e) {
            output().remark("Not done. Run the same command again: it goes on from where it was.");
            throw e;
        } finally {
            display.end();
        }
    }

    private void report(Progress all, ImportFile file) {
        ObjectNode result = Json.object()
                .put("rows", all.rows())
                .put("created", all.created())
                .put("merged", all.merged())
                .put("refused", all.refused());
        if (all.refused() > 0) {
            result.put("refused_file", file.refusals().toString());
        }
        String text = String.format(
                Locale.ROOT,
                "%,d rows: %,d created, %,d merged, %,d refused",
                all.rows(),
                all.created(),
                all.merged(),
                all.refused());
        output().value(all.refused() == 0 ? text : text + " (see " + file.refusals() + ")", result);
    }
}
