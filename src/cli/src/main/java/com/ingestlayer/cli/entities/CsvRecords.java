package com.ingestlayer.cli.entities;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads the records of a CSV file (RFC 4180, or with another separator). Each record is parsed by itself, so a broken record, or
 * a quote that is never closed, costs only its own line. Not thread-safe.
 */
final class CsvRecords implements Closeable {
    /** How many further lines a quoted value may span before its quote counts as never closed. */
    private static final int MAX_LINES = 100;

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

    /** The first line that Excel may write, which names the separator. */
    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=([^\"\\s]|\t)\"?", Pattern.CASE_INSENSITIVE);

    private final TextLines lines;
    private Optional<Character> separator = Optional.empty();
    private final Deque<TextLines.Line> putBack = new ArrayDeque<>();

    /**
     * One record.
     *
     * @param line the number of its first line; the first line of the file has number 1
     * @param text the record as it stands in the file
     * @param values the values; an empty list when there is a problem
     * @param problem why the record cannot be read; empty when it can
     */
    record Values(long line, String text, List<String> values, Optional<String> problem) {
        private static Values broken(TextLines.Line line, String problem) {
            return new Values(line.number(), line.text(), List.of(), Optional.of(problem));
        }
    }

    CsvRecords(InputStream in) {
        this.lines = new TextLines(in);
    }

    /**
     * Returns the next record, or empty at the end of the file. Skips blank lines, and a line such as {@code sep=;} before the
     * first record.
     */
    Optional<Values> next() throws IOException {
        Optional<TextLines.Line> first = takeFilled();
        if (separator.isEmpty() && first.isPresent()) {
            Matcher named = SEPARATOR.matcher(first.get().text());
            if (named.matches()) {
                separator = Optional.of(named.group(1).charAt(0));
                first = takeFilled();
            } else {
                separator = Optional.of(guess(first.get().text()));
            }
        }
        return first.isEmpty() ? Optional.empty() : Optional.of(record(first.get()));
    }

    private Optional<TextLines.Line> takeFilled() throws IOException {
        Optional<TextLines.Line> line = take();
        while (line.isPresent() && line.get().text().isBlank()) {
            line = take();
        }
        return line;
    }

    /** Returns a comma, or the semicolon or tab that spreadsheets write where the comma is the decimal separator. */
    private static char guess(String header) {
        String unquoted = header.replaceAll("\"[^\"]*\"", "");
        return unquoted.indexOf(',') >= 0
                ? ','
                : unquoted.indexOf(';') >= 0 ? ';' : unquoted.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private char separator() {
        return separator.orElse(',');
    }

    long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Optional<TextLines.Line> take() throws IOException {
        return putBack.isEmpty() ? lines.next() : Optional.of(putBack.removeFirst());
    }

    private Values record(TextLines.Line first) throws IOException {
        if (first.problem().isPresent()) {
            return Values.broken(first, first.problem().get());
        }
        StringBuilder text = new StringBuilder(first.text());
        List<TextLines.Line> more = new ArrayList<>();
        boolean open = endsInsideQuotes(first.text(), false);
        while (open) {
            Optional<TextLines.Line> next = take();
            next.ifPresent(more::add);
            if (next.isEmpty()
                    || next.get().problem().isPresent()
                    || more.size() == MAX_LINES
                    || text.length() > TextLines.MAX_BYTES) {
                for (int i = more.size() - 1; i >= 0; i--) {
                    putBack.addFirst(more.get(i));
                }
                return Values.broken(first, "a quoted value is never closed");
            }
            text.append('\n').append(next.get().text());
            open = endsInsideQuotes(next.get().text(), true);
        }
        return parsed(first, text.toString());
    }

    private Values parsed(TextLines.Line first, String text) {
        try (CSVParser parser =
                CSVParser.parse(text, FORMAT.builder().setDelimiter(separator()).get())) {
            List<CSVRecord> records = parser.getRecords();
            return records.size() == 1
                    ? new Values(first.number(), text, records.get(0).toList(), Optional.empty())
                    : Values.broken(first, "a carriage return outside of quotes");
        } catch (IOException | RuntimeException e) {
            return Values.broken(first, "not CSV: text stands between a closing quote and the next " + separatorName());
        }
    }

    private String separatorName() {
        return switch (separator()) {
            case ',' -> "comma";
            case ';' -> "semicolon";
            case '\t' -> "tab";
            default -> "\"" + separator() + "\"";
        };
    }

    /** A quote opens a value only at the start of the value, and closes it unless a second quote follows. */
    private boolean endsInsideQuotes(String line, boolean startsInside) {
        boolean inside = startsInside;
        boolean atStart = !startsInside;
        for (int i = 0; i < line.length(); i++) {
            char each = line.charAt(i);
            if (inside && each == '"') {
                boolean escaped = i + 1 < line.length() && line.charAt(i + 1) == '"';
                inside = escaped;
                i += escaped ? 1 : 0;
            } else if (!inside) {
                inside = atStart && each == '"';
                atStart = each == separator();
            }
        }
        return inside;
    }
}
