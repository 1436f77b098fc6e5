package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.entity.WriteResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the rows of a file in batches. After each batch, the progress file records up to where everything is written. When a
 * process dies, the next run repeats the unfinished batch and goes on; writing an entity twice leaves the same traits. Not
 * thread-safe.
 */
final class Import {
    /** Small enough that repeating a batch costs little, and large enough to keep the parallel writers busy. */
    static final int BATCH = 500;

    private final EntityStore store;
    private final Path progressFile;
    private final ProgressDisplay display;
    private final Map<EntityKey, Row> rows = new LinkedHashMap<>();
    private final Map<EntityKey, ObjectNode> traits = new LinkedHashMap<>();
    private Progress progress;

    /** @param progress where the import goes on */
    Import(EntityStore store, Path progressFile, Progress progress, ProgressDisplay display) {
        this.store = requireNonNull(store, "store is null");
        this.progressFile = requireNonNull(progressFile, "progressFile is null");
        this.progress = requireNonNull(progress, "progress is null");
        this.display = requireNonNull(display, "display is null");
    }

    /**
     * Writes all rows that are not written yet.
     *
     * @return the numbers for the whole file, including those of earlier runs
     * @throws com.ingestlayer.UnavailableException when the table does not answer; a second run goes on from there
     */
    Progress run(Rows file, Refusals refusals) throws IOException {
        for (long skipped = 0; skipped < progress.rows(); skipped++) {
            file.next();
        }
        int inBatch = 0;
        for (Optional<Row> row = file.next(); row.isPresent(); row = file.next()) {
            take(row.get(), refusals);
            if (++inBatch == BATCH) {
                finishBatch(inBatch, refusals, file.bytesRead());
                inBatch = 0;
            }
        }
        finishBatch(inBatch, refusals, file.bytesRead());
        return progress;
    }

    private void take(Row row, Refusals refusals) {
        if (row instanceof Row.Unreadable unreadable) {
            refuse(row, unreadable.reason(), refusals);
            return;
        }
        Row.Found found = (Row.Found) row;
        try {
            ValidEntity entity = ValidEntity.of(found.kind(), found.externalId(), found.traits());
            if (traits.containsKey(entity.key())) {
                write(refusals); // keeps the order of two rows of the same entity
            }
            rows.put(entity.key(), row);
            traits.put(entity.key(), entity.traits());
        } catch (ValidEntity.RefusedException e) {
            refuse(row, e.getMessage(), refusals);
        }
    }

    private void write(Refusals refusals) {
        Map<EntityKey, WriteResult> results = traits.isEmpty() ? Map.of() : store.writeAll(traits);
        results.forEach((key, written) -> {
            switch (written.result()) {
                case CREATED -> progress = progress.plusCreated();
                case MERGED -> progress = progress.plusMerged();
                default -> refuse(rows.get(key), ValidEntity.TOO_LARGE, refusals);
            }
        });
        rows.clear();
        traits.clear();
    }

    private void finishBatch(int inBatch, Refusals refusals, long bytesRead) throws IOException {
        write(refusals);
        progress = progress.plusRows(inBatch, refusals.flush());
        progress.write(progressFile);
        display.show(progress, bytesRead);
    }

    private void refuse(Row row, String reason, Refusals refusals) {
        refusals.add(row.line(), reason, row.text());
        progress = progress.plusRefused();
    }
}
