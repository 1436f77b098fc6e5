package com.ingestlayer.local;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Copies of a configuration that somebody edits. The functions read only copies that were checked as a whole, so a process
 * that starts while a file is half written or wrong still starts. Not thread-safe.
 */
final class ConfigCopies {
    /** The directories that {@link Configuration#load} reads. */
    private static final List<String> DIRECTORIES = List.of("events", "lists", "pipelines");

    private final Path source;
    private final Path into;
    private final UnaryOperator<String> environment;
    private int made;

    /**
     * Copies of one directory.
     *
     * @param source the directory that is edited
     * @param into where the copies go, each into a directory of its own
     * @param environment gives the value of a variable, or null
     */
    ConfigCopies(Path source, Path into, UnaryOperator<String> environment) {
        this.source = requireNonNull(source, "source is null");
        this.into = requireNonNull(into, "into is null");
        this.environment = requireNonNull(environment, "environment is null");
    }

    /**
     * Checks the directory and copies it.
     *
     * @return the copy, in which nothing changes any more
     * @throws InvalidConfigurationException with every mistake; the files are those of the edited directory, except for a
     *     mistake that came while the files were copied
     * @throws IOException when a file cannot be copied, such as one that went away
     */
    Path checked() throws InvalidConfigurationException, IOException {
        Configuration.load(source, environment);
        Path copy = into.resolve("config-" + ++made);
        for (String directory : DIRECTORIES) {
            if (Files.isDirectory(source.resolve(directory))) {
                copy(source.resolve(directory), Files.createDirectories(copy.resolve(directory)));
            }
        }
        Configuration.load(copy, environment);
        return copy;
    }

    /** What tells one state of the edited directory from another: the names, times and sizes of its files. */
    Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        List<Path> places = new ArrayList<>(List.of(source));
        DIRECTORIES.forEach(name -> places.add(source.resolve(name)));
        for (Path place : places) {
            try (Stream<Path> files = Files.list(place)) {
                files.forEach(file -> state.put(file.toString(), stamp(file)));
            } catch (IOException | UncheckedIOException e) {
                state.put(place.toString(), "unreadable");
            }
        }
        return state;
    }

    private static String stamp(Path file) {
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "lastModifiedTime,size,fileKey,isDirectory");
            return Boolean.TRUE.equals(attributes.get("isDirectory"))
                    ? "a directory"
                    : attributes.get("lastModifiedTime") + " " + attributes.get("size") + " "
                            + attributes.get("fileKey");
        } catch (IOException e) {
            return "unreadable";
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(from)) {
            files = entries.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            try {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            } catch (NoSuchFileException e) {
                if (Files.exists(file)) {
                    throw e;
                } // else it was deleted after it was listed, as an editor's own files are
            }
        }
    }
}
