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
 * @param jars a directory with zips of jars; what the build made unless named
 * @param before a directory with native programs of another day
 * @param beforeJars another checkout of the project, built, whose jars are measured beside
 */
record Options(
        Path root,
        int runs,
        int warmUpEvents,
        int measuredEvents,
        Optional<Path> natives,
        Optional<Path> jars,
        Optional<Path> before,
        Optional<Path> beforeJars) {

    /** With every number at its least, for who only needs the functions that the build made. */
    static Options ofBuild(Path root) {
        return new Options(root, 1, 1, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param properties those of the command line, by their names without {@code bench.} */
    static Options of(Path root, Map<String, String> properties) {
        return new Options(
                root,
                Integer.parseInt(properties.get("runs")),
                Integer.parseInt(properties.get("warmup")),
                Integer.parseInt(properties.get("events")),
                path(root, properties.get("natives")),
                path(root, properties.get("jars")),
                path(root, properties.get("before")),
                path(root, properties.get("beforeJars")));
    }

    private static Optional<Path> path(Path root, String text) {
        return Optional.of(text).filter(value -> !value.isBlank()).map(root::resolve);
    }
}
