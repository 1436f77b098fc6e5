package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far an import came: everything in the file before that is written, or is refused and stands among the refusals.
 *
 * @param job what is imported, from where, to where; another job starts anew
 * @param rows how many were read
 * @param refusedBytes how long the file of refusals was
 */
record Progress(String job, long rows, long created, long merged, long refused, long refusedBytes) {
    Progress {
        requireNonNull(job, "job is null");
    }

    static Progress start(String job) {
        return new Progress(job, 0, 0, 0, 0, 0);
    }

    /** What the file says of the job; empty when it says nothing, or nothing that can be read. */
    static Optional<Progress> read(Path file, String job) throws IOException {
        try {
            JsonNode json = StrictJson.parse(Files.readString(file));
            Progress progress = new Progress(
                    json.path("job").asText(),
                    json.path("rows").asLong(),
                    json.path("created").asLong(),
                    json.path("merged").asLong(),
                    json.path("refused").asLong(),
                    json.path("refused_bytes").asLong());
            return Optional.of(progress).filter(known -> known.job().equals(job));
        } catch (NoSuchFileException | CharacterCodingException | MalformedJsonException e) {
            return Optional.empty();
        }
    }

    /** In one step, so that a process that dies in between leaves the old or the new one. */
    void write(Path file) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                next,
                Json.write(Json.object()
                                .put("job", job)
                                .put("rows", rows)
                                .put("created", created)
                                .put("merged", merged)
                                .put("refused", refused)
                                .put("refused_bytes", refusedBytes))
                        + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Progress plusCreated() {
        return new Progress(job, rows, created + 1, merged, refused, refusedBytes);
    }

    Progress plusMerged() {
        return new Progress(job, rows, created, merged + 1, refused, refusedBytes);
    }

    Progress plusRefused() {
        return new Progress(job, rows, created, merged, refused + 1, refusedBytes);
    }

    /** @param refusedBytesNow how long the file of refusals is now */
    Progress plusRows(int more, long refusedBytesNow) {
        return new Progress(job, rows + more, created, merged, refused, refusedBytesNow);
    }
}
