package com.ingestlayer.local.parameters;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.local.parameters.Parameters.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of parameters, in JSON. Only its owner may read it, because it holds secrets as they are. Each write replaces the
 * whole file at once. Not thread-safe.
 */
final class ParameterFile {
    private final Path file;

    ParameterFile(Path file) {
        this.file = requireNonNull(file, "file is null");
    }

    /**
     * Reads the parameters; none when the file does not exist.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    List<Parameter> read() {
        List<Parameter> parameters = new ArrayList<>();
        if (!Files.exists(file)) {
            return parameters;
        }
        try {
            for (JsonNode each : StrictJson.parse(Files.readAllBytes(file)).path("parameters")) {
                parameters.add(new Parameter(
                        each.path("name").asText(),
                        each.path("type").asText(),
                        each.path("value").asText(),
                        each.path("version").asLong(),
                        Instant.parse(each.path("modified_at").asText())));
            }
        } catch (MalformedJsonException e) {
            throw new UncheckedIOException(new IOException(file + " is not JSON: " + e.getMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parameters;
    }

    /** @throws UncheckedIOException when the file cannot be written */
    void write(List<Parameter> parameters) {
        ObjectNode root = Json.object();
        ArrayNode all = root.putArray("parameters");
        for (Parameter parameter : parameters) {
            all.addObject()
                    .put("name", parameter.name())
                    .put("type", parameter.type())
                    .put("value", parameter.value())
                    .put("version", parameter.version())
                    .put("modified_at", parameter.modifiedAt().toString());
        }
        try {
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "parameters", ".tmp", ownerOnly());
            try {
                Files.writeString(whole, Json.write(root));
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole); // it holds secrets, so it must not stay when the move fails
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
