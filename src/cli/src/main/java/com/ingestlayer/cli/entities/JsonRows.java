package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a file with one JSON object per line: {@code {"kind", "external_id", "traits"}} as the HTTP API accepts and returns it,
 * or a flat object with the id among the traits. Not thread-safe.
 */
final class JsonRows implements Rows {
    /** The fields that the API accepts, and those that it only returns, which are ignored, so that its output can be imported. */
    private static final Set<String> FIELDS =
            Set.of("kind", "external_id", "traits", "first_seen", "last_seen", "version");

    private final TextLines lines;
    private final String kind;
    private final String idField;

    /**
     * @param kind the kind of lines that name no kind
     * @param idField the field with the id in flat lines
     */
    JsonRows(InputStream in, String kind, String idField) {
        this.lines = new TextLines(in);
        this.kind = requireNonNull(kind, "kind is null");
        this.idField = requireNonNull(idField, "idField is null");
    }

    @Override
    public Optional<Row> next() throws IOException {
        Optional<TextLines.Line> line = lines.next();
        while (line.isPresent() && line.get().text().isBlank()) {
            line = lines.next();
        }
        return line.map(this::row);
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Row row(TextLines.Line line) {
        if (line.problem().isPresent()) {
            return unreadable(line, line.problem().get());
        }
        try {
            return StrictJson.parse(line.text()) instanceof ObjectNode object
                    ? row(line, object)
                    : unreadable(line, "expected a JSON object");
        } catch (MalformedJsonException e) {
            return unreadable(line, e.path() + ": " + e.getMessage());
        }
    }

    private Row row(TextLines.Line line, ObjectNode object) {
        boolean flat = !object.has("external_id") || !object.has("traits");
        JsonNode id = flat ? object.remove(idField) : object.get("external_id");
        if (id == null) {
            return unreadable(line, "the field \"" + idField + "\" is missing (or \"external_id\" and \"traits\")");
        }
        if (!id.isTextual() && !id.isIntegralNumber()) {
            return unreadable(line, "the id must be a text or a whole number");
        }
        return flat
                ? new Row.Found(line.number(), line.text(), kind, id.asText(), object)
                : nested(line, object, id.asText());
    }

    private Row nested(TextLines.Line line, ObjectNode object, String externalId) {
        for (String field : (Iterable<String>) object::fieldNames) {
            if (!FIELDS.contains(field)) {
                return unreadable(line, "unknown field \"" + field + "\" beside \"traits\"");
            }
        }
        JsonNode ownKind = object.path("kind");
        if (!(object.get("traits") instanceof ObjectNode traits) || !(ownKind.isMissingNode() || ownKind.isTextual())) {
            return unreadable(line, "expected \"kind\" to be a text and \"traits\" an object");
        }
        return new Row.Found(line.number(), line.text(), ownKind.asText(kind), externalId, traits);
    }

    private static Row unreadable(TextLines.Line line, String reason) {
        return new Row.Unreadable(line.number(), line.text(), reason);
    }
}
