package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints results to standard output, as a table or as one JSON value on one line, and remarks to standard error. Tables and
 * remarks replace control characters, so data cannot move the cursor of the terminal. Not thread-safe.
 */
public final class Output {
    /** The constants are named as users type them. */
    public enum Format {
        table,
        json
    }

    private static final String GAP = "  ";

    private final Format format;
    private final PrintWriter out;
    private final PrintWriter err;

    Output(Format format, PrintWriter out, PrintWriter err) {
        this.format = requireNonNull(format, "format is null");
        this.out = requireNonNull(out, "out is null");
        this.err = requireNonNull(err, "err is null");
    }

    public boolean isJson() {
        return format == Format.json;
    }

    /**
     * Prints a list: a JSON array of the whole items, or a table of some of their fields. An empty list prints no table.
     *
     * @param columns the fields that the table shows, in this order
     */
    public void list(List<ObjectNode> items, List<String> columns) {
        if (isJson()) {
            out.println(Json.write(Json.array().addAll(items)));
            return;
        }
        if (items.isEmpty()) {
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Output::title).toList());
        items.forEach(item -> lines.add(
                columns.stream().map(column -> cell(item.path(column))).toList()));
        print(lines);
    }

    /** Prints a list, and a remark when it is empty. */
    public void list(List<ObjectNode> items, List<String> columns, String whenEmpty) {
        list(items, columns);
        if (items.isEmpty()) {
            remark(whenEmpty);
        }
    }

    /** Prints one object: as JSON, or as a table with one line per field. */
    public void one(ObjectNode item) {
        if (isJson()) {
            out.println(Json.write(item));
            return;
        }
        List<List<String>> lines = new ArrayList<>();
        item.properties().forEach(field -> lines.add(List.of(Printable.of(field.getKey()), cell(field.getValue()))));
        print(lines);
    }

    /**
     * Prints an object that contains a list, as a table with one line per field, followed by a blank line and the table of
     * the list. Prints nothing after the object when the list is empty. For tables only: JSON shows the list in its place.
     */
    public void one(ObjectNode item, List<ObjectNode> items, List<String> columns) {
        one(item);
        if (!items.isEmpty()) {
            out.println();
            list(items, columns);
        }
    }

    /** Prints an object where JSON is asked for, and nothing otherwise. */
    public void oneAsJson(ObjectNode item) {
        if (isJson()) {
            one(item);
        }
    }

    /** Prints a value for scripts: the text alone, or the whole object as JSON. */
    public void value(String text, ObjectNode whole) {
        out.println(isJson() ? Json.write(whole) : text);
    }

    /** Prints a line for the user on standard error; prints nothing where JSON is asked for. */
    public void remark(String text) {
        if (!isJson()) {
            err.println(Printable.of(text));
        }
    }

    private void print(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(
                        widths[i], line.get(i).codePointCount(0, line.get(i).length()));
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = line.get(i);
                text.append(cell)
                        .append(" ".repeat(widths[i] - cell.codePointCount(0, cell.length())))
                        .append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static String title(String column) {
        return column.toUpperCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cell(JsonNode value) {
        if (value.isMissingNode()) {
            return "-";
        }
        if (value.isArray() && !value.isEmpty() && value.get(0).isTextual()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.asText()));
            return Printable.of(String.join(",", items));
        }
        return Printable.of(value.isTextual() ? value.textValue() : Json.write(value));
    }
}
