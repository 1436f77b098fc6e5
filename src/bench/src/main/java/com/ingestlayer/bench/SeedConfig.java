package com.ingestlayer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies the README's example only: the pipeline and the declaration that the peers implement. */
final class SeedConfig {
    private static final List<String> FILES = List.of("events/feature.used.yaml", "pipelines/track-feature-usage.yaml");

    private SeedConfig() {}

    /** @return the directory */
    static Path copyInto(Path root, Path directory) throws IOException {
        for (String file : FILES) {
            Path copy = directory.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(root.resolve("infra/config").resolve(file), copy);
        }
        return directory;
    }
}
