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
import java.util.stream.Collectors;

/**
 * Reads a CSV file whose first record names the columns. One column is the id, and every other column is a trait. An empty value
 * sets no trait. Spaces around an id are removed, because nobody intends them. Not thread-safe.
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
     * @param kind the kind of every row
     * @param idColumn the name of the column with the ids
     * @param textColumns the names of the columns whose values stay text, whatever they look like
     * @throws CommandException when a column is missing, has no name, or has the name of another
     */
    CsvRows(InputStream in, String kind, String idColumn, Set<String> textColumns) throws IOException {
        this.records = new CsvRecords(in);
        this.kind = requireNonNull(kind, "kind is null");
        this.columns = columns(records.next().orElseThrow(() -> CommandException.refused("the file is empty")));
        this.idColumn = column(columns, idColumn, "--id-column names the one with the ids");
        this.textColumns = textColumns.stream()
                .map(name -> column(columns, name, "see --text"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<String> columns(CsvRecords.Values header) {
        header.problem().ifPresent(problem -> {
            throw CommandException.refused("line " + header.line() + ", the names of the columns: " + problem);
        });
        List<String> names = withoutEmptyEnd(
                header.values().stream().map(String::strip).toList(),
                header.values().size());
        Set<String> different = new HashSet<>();
        for (String name : names) {
            if (name.isEmpty()) {
                throw CommandException.refused("line " + header.line() + ": a column has no name");
            }
            if (!different.add(name)) {
                throw CommandException.refused("line " + header.line() + ": two columns are called \"" + name + "\"");
            }
        }
        return names;
    }

    /**
     * Removes empty values at the end. Spreadsheets write them when a cell beyond the table was ever edited.
     *
     * @param most how many values may be removed
     */
    private static List<String> withoutEmptyEnd(List<String> values, int most) {
        int end = values.size();
        while (end > values.size() - most && values.get(end - 1).isBlank()) {
            end--;
        }
        return values.subList(0, end);
    }

    /** Returns the column of that name, or else the only column whose name differs from it only in case. */
    private static String column(List<String> names, String name, String hint) {
        if (names.contains(name)) {
            return name;
        }
        List<String> similar = names.stream().filter(name::equalsIgnoreCase).toList();
        if (similar.size() == 1) {
            return similar.get(0);
        }
        throw CommandException.refused(
                "there is no column \"" + name + "\" (" + hint + "); found: " + String.join(", ", names));
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
        List<String> values =
                withoutEmptyEnd(record.values(), Math.max(0, record.values().size() - columns.size()));
        if (values.size() != columns.size()) {
            return new Row.Unreadable(
                    record.line(),
                    record.text(),
                    "expected " + columns.size() + " values as the first line has columns, found " + values.size());
        }
        String id = values.get(columns.indexOf(idColumn)).strip();
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
