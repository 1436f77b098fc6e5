package com.ingestlayer.aot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration that functions are trained with: of every kind of step one, whatever infra/config says. */
final class TrainingConfig {
    private static final List<String> FILES = List.of(
            "events/feature.used.yaml",
            "events/ticket.created.yaml",
            "pipelines/track-feature-usage.yaml",
            "pipelines/every-step.yaml",
            "pipelines/counting.yaml");

    private TrainingConfig() {}

    /** Its directory, as {@code INGESTLAYER_CONFIG_DIR} names one. */
    static Path write(Path work) throws IOException {
        Path directory = work.resolve("config");
        for (String file : FILES) {
            Path target = directory.resolve(file);
            Files.createDirectories(target.getParent());
            try (InputStream text = TrainingConfig.class.getResourceAsStream("training/" + file)) {
                Files.copy(text, target);
            }
        }
        return directory;
    }
}
