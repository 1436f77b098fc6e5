package com.ingestlayer.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a run.
 *
 * @param root the project's directory
 * @param runs the number of cold starts of each candidate
 * @param warmUpEvents the number of events before each warm measurement
 * @param measuredEvents the number of events during each warm measurement
 * @param natives a directory with {@code ingress.zip} and {@code delivery.zip} that hold native executables
 * @param jars a directory with zips of jars; by default those of the build
 * @param before a directory with native executables of an earlier build
 * @param beforeJars another, built checkout of the project, whose jars are measured too
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

    /** Returns options with the smallest numbers, for uses that need only the functions of the build. */
    static Options ofBuild(Path root) {
        return new Options(root, 1, 1, 1, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param properties the properties of the command line, by name without the prefix {@code bench.} */
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
