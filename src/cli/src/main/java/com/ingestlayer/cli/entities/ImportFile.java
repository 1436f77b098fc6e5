package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A file to import, and how to read it.
 *
 * @param kind the kind of rows that name no kind
 * @param idColumn the column or field with the id
 * @param textColumns the columns of a CSV file whose values stay text
 */
record ImportFile(Path path, String kind, String idColumn, Set<String> textColumns) {
    ImportFile {
        requireNonNull(path, "path is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(idColumn, "idColumn is null");
        textColumns = Set.copyOf(textColumns);
    }

    /** @throws CommandException when the file's extension is unknown, or the first line of a CSV file is invalid */
    Rows open() throws IOException {
        if (!hasEnding(".csv") && !hasEnding(".jsonl") && !hasEnding(".ndjson")) {
            throw CommandException.usage("expected a file that ends in .csv or .jsonl, found " + path);
        }
        if (!hasEnding(".csv") && !textColumns.isEmpty()) {
            throw CommandException.usage("--text is for .csv files; JSON says itself what is text");
        }
        InputStream in = Files.newInputStream(path);
        return hasEnding(".csv") ? new CsvRows(in, kind, idColumn, textColumns) : new JsonRows(in, kind, idColumn);
    }

    long bytes() throws IOException {
        return Files.size(path);
    }

    /** Returns the file of refused rows. */
    Path refusals() {
        return beside(".refused");
    }

    /** Returns the file that records the progress. */
    Path progress() {
        return beside(".ingestlayer-progress");
    }

    /**
     * Identifies the import. A second run resumes only the same import: the same file by size and time of modification, read the
     * same way, for the same stack.
     */
    String jobFor(Target target) throws IOException {
        return String.join(
                " ",
                Long.toString(bytes()),
                Files.getLastModifiedTime(path).toString(),
                kind,
                idColumn,
                String.join(",", new TreeSet<>(textColumns)),
                target.toString());
    }

    private boolean hasEnding(String ending) {
        return path.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private Path beside(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }
}
