package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CSV file whose first record names the columns: one is the id, every other a trait. An empty value is no trait. Not
 * thread-safe.
 */
final class CsvRows implements Rows {
    private final CsvRecords records;
    private final String kind;
    private final String idColumn;
    private final Set<String> textColumns;
    private final List<String> columns;

    /**
     * Reads the first record.
     *
     * @param kind of every row
     * @param textColumns whose values stay texts, whatever they look like
     * @throws CommandException when the columns are not named as they have to be
     */
    CsvRows(InputStream in, String kind, String idColumn, Set<String> textColumns) throws IOException {
        this.records = new CsvRecords(in);
        this.kind = requireNonNull(kind, "kind is null");
        this.idColumn = requireNonNull(idColumn, "idColumn is null");
        this.textColumns = Set.copyOf(textColumns);
        this.columns = columns(records.next().orElseThrow(() -> CommandException.refused("the file is empty")));
    }

    private List<String> columns(CsvRecords.Values header) {
        header.problem().ifPresent(problem -> {
            throw CommandException.refused("line " + header.line() + ", the names of the columns: " + problem);
        });
        List<String> names = header.values().stream().map(String::strip).toList();
        Set<String> different = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw CommandException.refused("line " + header.line() + ": a column has no name");
            }
            if (!different.add(name)) {
                throw CommandException.refused("line " + header.line() + ": two columns are called \"" + name + "\"");
            }
        }
        requireColumn(names, idColumn, "--id-column names the one with the ids");
        textColumns.forEach(column -> requireColumn(names, column, "see --text"));
        return names;
    }

    private static void requireColumn(List<String> names, String name, String hint) {
        if (!names.contains(name)) {
            throw CommandException.refused(
                    "there is no column \"" + name + "\" (" + hint + "); found: " + String.join(", ", names));
        }
    }

    @Override
    public Optional<Row> next() throws IOException {
        return records.next().map(this::row);
    }

    @Override
    public long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private Row row(CsvRecords.Values record) {
        if (record.problem().isPresent()) {
            return new Row.Unreadable(
                    record.line(), record.text(), record.problem().get());
        }
        List<String> values = record.values();
        if (values.size() != columns.size()) {
            return new Row.Unreadable(
                    record.line(),
                    record.text(),
                    "expected " + columns.size() + " values as the first line has columns, found " + values.size());
        }
        String id = values.get(columns.indexOf(idColumn));
        return new Row.Found(record.line(), record.text(), kind, id, traits(values));
    }

    private ObjectNode traits(List<String> values) {
        ObjectNode traits = Json.object();
        for (int i = 0; i < values.size(); i++) {
            String column = columns.get(i);
            String value = values.get(i);
            if (!column.equals(idColumn) && !value.isEmpty()) {
                traits.set(column, textColumns.contains(column) ? TextNode.valueOf(value) : TraitValue.ofCell(value));
            }
        }
        return traits;
    }
}
