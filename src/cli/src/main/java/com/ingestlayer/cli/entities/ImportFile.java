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
 * A file to import, and how it is read.
 *
 * @param kind of rows that name none
 * @param idColumn the column or field with the id
 * @param textColumns of a CSV file, whose values stay texts
 */
record ImportFile(Path path, String kind, String idColumn, Set<String> textColumns) {
    ImportFile {
        requireNonNull(path, "path is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(idColumn, "idColumn is null");
        textColumns = Set.copyOf(textColumns);
    }

    /** @throws CommandException when the file's ending says nothing, or its first line not what it has to */
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

    Path refusals() {
        return beside(".refused");
    }

    Path progress() {
        return beside(".ingestlayer-progress");
    }

    /** What must be the same for a rerun to go on: the file as it stands, how it is read, and where it goes. */
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
