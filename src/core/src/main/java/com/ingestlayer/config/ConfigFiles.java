package com.ingestlayer.config;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds and reads the files of one configuration. Every entry of its directories that would not be read is a problem,
 * so that nobody waits for a pipeline whose file was skipped; only {@code README.md} and names that begin with a dot
 * are ignored. Entries beside the directories, such as IP databases, are also ignored, unless they look like
 * configuration. A file that cannot be read is a problem too, and the other files are still read. Not thread-safe.
 */
final class ConfigFiles {
    private static final String EVENTS = "events";
    private static final String PIPELINES = "pipelines";
    private static final String LISTS = "lists";
    private static final List<String> DIRECTORIES = List.of(EVENTS, LISTS, PIPELINES);

    private final Path root;
    private final Problems problems;

    ConfigFiles(Path root, Problems problems) {
        this.root = requireNonNull(root, "root is null");
        this.problems = requireNonNull(problems, "problems is null");
    }

    /** Returns the texts of {@code events/*.yaml} by file. */
    Map<Path, String> events() {
        return required(EVENTS);
    }

    /** Returns the texts of {@code pipelines/*.yaml} by file. */
    Map<Path, String> pipelines() {
        return required(PIPELINES);
    }

    /** Returns the texts of {@code lists/*.txt} by file; empty if there is no such directory. */
    Map<Path, String> lists() {
        Path directory = root.resolve(LISTS);
        return Files.exists(directory, LinkOption.NOFOLLOW_LINKS) ? texts(directory, ".txt") : Map.of();
    }

    /** Adds a problem for each entry beside the directories that looks as if it should be read. */
    void refuseStrangers() {
        for (Path entry : entries(root)) {
            String name = entry.getFileName().toString();
            String hint = Names.instead(name, DIRECTORIES);
            if (!Files.isDirectory(entry)) {
                if (looksLikeYaml(name)) {
                    refuse(
                            entry,
                            "this file is not read; declarations stand in " + EVENTS + "/, pipelines in " + PIPELINES
                                    + "/");
                }
            } else if (!DIRECTORIES.contains(name) && (hint.contains("did you mean") || containsYaml(entry))) {
                refuse(entry, "this directory is not read" + hint);
            }
        }
    }

    private boolean containsYaml(Path directory) {
        return entries(directory).stream()
                .anyMatch(file -> looksLikeYaml(file.getFileName().toString()));
    }

    private Map<Path, String> required(String name) {
        Path directory = root.resolve(name);
        if (!Files.isDirectory(directory)) {
            refuse(directory, "expected a directory of .yaml files");
            return Map.of();
        }
        return texts(directory, ".yaml");
    }

    private Map<Path, String> texts(Path directory, String ending) {
        Map<Path, String> texts = new LinkedHashMap<>();
        for (Path file : entries(directory)) {
            String name = file.getFileName().toString();
            if (Files.isDirectory(file)) {
                refuse(file, "this directory is not read; expected only files that end in " + ending + " here");
            } else if (name.endsWith(ending)) {
                read(file, texts);
            } else if (looksLikeYaml(name) && ending.equals(".yaml")) {
                refuse(file, "expected a file name that ends in .yaml");
                read(file, texts); // to report its other mistakes at the same time
            } else {
                refuse(file, "this file is not read; expected a file name that ends in " + ending);
            }
        }
        return texts;
    }

    private void read(Path file, Map<Path, String> texts) {
        Optional<String> text = read(file);
        if (text.isPresent()) {
            texts.put(file, text.get());
        }
    }

    private static boolean looksLikeYaml(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return small.endsWith(".yml") || small.endsWith(".yaml");
    }

    /** Returns the entries sorted by name, without the ignored ones. */
    private List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !isIgnored(entry.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            refuse(directory, Files.isDirectory(directory) ? unreadable(e) : "expected a directory");
            return List.of();
        }
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".") || name.equals("README.md");
    }

    private Optional<String> read(Path file) {
        if (!Files.exists(file)) {
            refuse(
                    file,
                    Files.isSymbolicLink(file)
                            ? "the symbolic link leads to no file"
                            : "the file went away while it was read");
        } else if (!Files.isRegularFile(file)) { // a pipe would block forever
            refuse(file, "expected a regular file");
        } else {
            try {
                return Optional.of(Files.readString(file));
            } catch (CharacterCodingException e) {
                refuse(file, "expected UTF-8");
            } catch (IOException e) {
                refuse(file, unreadable(e));
            }
        }
        return Optional.empty();
    }

    private static String unreadable(IOException e) {
        return e instanceof AccessDeniedException
                ? "cannot be read: access is denied to the user who runs this"
                : "cannot be read";
    }

    private void refuse(Path file, String message) {
        problems.add(file.toString(), 1, message);
    }
}
