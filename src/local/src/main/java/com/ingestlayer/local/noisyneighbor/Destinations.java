package com.ingestlayer.local.noisyneighbor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The pipelines: a type of events for each destination. */
final class Destinations {
    private static final String PIPELINE = """
            name: NAME
            status: active
            sources: [{ kind: sdk.event, match: fair.NAME }]
            destinations:
              - webhook.out:
                  name: NAME
                  url: ${env:WEBHOOK_URL}/NAME
                  auth: { type: hmac, secret: "${secret:acme-webhook}" }
            """;

    private Destinations() {}

    /** Of a destination, its pipeline, and, behind {@code fair.}, the type of its events. */
    static String name(int number) {
        return String.format(Locale.ROOT, "d%02d", number);
    }

    /** Writes them into a directory of the form of {@code infra/config}. */
    static Path writeInto(Path directory, int count) throws IOException {
        Files.createDirectories(directory.resolve("events"));
        Files.createDirectories(directory.resolve("pipelines"));
        for (int i = 0; i < count; i++) {
            Files.writeString(file(directory, i), PIPELINE.replace("NAME", name(i)));
        }
        return directory;
    }

    static void delete(Path directory, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.deleteIfExists(file(directory, i));
        }
        Files.deleteIfExists(directory.resolve("pipelines"));
        Files.deleteIfExists(directory.resolve("events"));
        Files.deleteIfExists(directory);
    }

    private static Path file(Path directory, int number) {
        return directory.resolve("pipelines").resolve(name(number) + ".yaml");
    }
}
