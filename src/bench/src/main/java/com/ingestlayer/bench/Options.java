package com.ingestlayer.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is measured, and how long.
 *
 * @param root the project's directory
 * @param runs cold starts of each candidate
 * @param warmUpEvents sent before each warm measurement
 * @param measuredEvents sent during each
 * @param natives a directory with {@code ingress.zip} and {@code delivery.zip} that hold native programs
 * @param before another checkout of the project, built, whose zips are measured beside
 */
record Options(
        Path root, int runs, int warmUpEvents, int measuredEvents, Optional<Path> natives, Optional<Path> before) {

    /** @param properties those of the command line, by their names without {@code bench.} */
    static Options of(Path root, Map<String, String> properties) {
        return new Options(
                root,
                Integer.parseInt(properties.get("runs")),
                Integer.parseInt(properties.get("warmup")),
                Integer.parseInt(properties.get("events")),
                path(properties.get("natives")),
                path(properties.get("before")));
    }

    private static Optional<Path> path(String text) {
        return Optional.of(text).filter(value -> !value.isBlank()).map(Path::of);
    }
}
