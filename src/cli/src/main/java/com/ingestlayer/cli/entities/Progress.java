package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.cli.console.AtomicFile;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The progress of an import. All rows before it are written, or are in the file of refused rows.
 *
 * @param job identifies the import, see {@link ImportFile#jobFor}; another import starts from the beginning
 * @param rows how many rows were read
 * @param refusedBytes the length of the file of refused rows
 */
record Progress(String job, long rows, long created, long merged, long refused, long refusedBytes) {
    Progress {
        requireNonNull(job, "job is null");
    }

    static Progress start(String job) {
        return new Progress(job, 0, 0, 0, 0, 0);
    }

    /** Reads the progress of the job; returns empty when the file is missing, unreadable or of another job. */
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

    /** Replaces the file in one step, so that a process that dies leaves either the old or the new progress. */
    void write(Path file) throws IOException {
        AtomicFile.write(
                file,
                Json.write(Json.object()
                                .put("job", job)
                                .put("rows", rows)
                                .put("created", created)
                                .put("merged", merged)
                                .put("refused", refused)
                                .put("refused_bytes", refusedBytes))
                        + "\n");
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

    /** @param refusedBytesNow the present length of the file of refused rows */
    Progress plusRows(int more, long refusedBytesNow) {
        return new Progress(job, rows + more, created, merged, refused, refusedBytesNow);
    }
}
