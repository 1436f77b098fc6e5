package com.ingestlayer.config;

import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.PipelineFile;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What {@code infra/config} says.
 *
 * @param declarations by event type
 * @param pipelines in the order of their file names, whatever their status
 */
public record Configuration(Map<String, Declaration> declarations, List<Pipeline> pipelines) {
    public Configuration {
        declarations = Map.copyOf(declarations);
        pipelines = List.copyOf(pipelines);
    }

    /**
     * Reads {@code events/*.yaml} and {@code pipelines/*.yaml}.
     *
     * @param directory {@code infra/config}, or the place of the layer made from it
     * @param environment gives the value of {@code ${env:NAME}}, or null
     * @throws InvalidConfigurationException with every mistake in every file
     */
    public static Configuration load(Path directory, UnaryOperator<String> environment)
            throws InvalidConfigurationException {
        Problems problems = new Problems();
        Map<String, Declaration> declarations = new HashMap<>();
        List<Pipeline> pipelines = new ArrayList<>();
        Map<String, String> pipelineFiles = new HashMap<>();
        for (Path file : files(directory.resolve("events"), problems)) {
            parse(file, problems).flatMap(DeclarationFile::read).ifPresent(declaration -> {
                if (declarations.put(declaration.type(), declaration) != null) {
                    problems.add(file.toString(), 1, "a second declaration of \"" + declaration.type() + "\"");
                }
            });
        }
        for (Path file : files(directory.resolve("pipelines"), problems)) {
            parse(file, problems)
                    .flatMap(root -> PipelineFile.read(root, environment))
                    .ifPresent(pipeline -> {
                        pipelines.add(pipeline);
                        String other = pipelineFiles.put(pipeline.name(), file.toString());
                        if (other != null) {
                            problems.add(
                                    file.toString(), 1, "\"" + pipeline.name() + "\" is the name of " + other + " too");
                        }
                    });
        }
        if (!problems.sorted().isEmpty()) {
            throw new InvalidConfigurationException(problems.sorted());
        }
        return new Configuration(declarations, pipelines);
    }

    private static List<Path> files(Path directory, Problems problems) {
        if (!Files.isDirectory(directory)) {
            problems.add(directory.toString(), 1, "expected a directory of .yaml files");
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> sorted = entries.sorted().toList();
            sorted.stream()
                    .filter(file -> file.toString().endsWith(".yml"))
                    .forEach(file -> problems.add(file.toString(), 1, "expected a file name that ends in .yaml"));
            return sorted.stream()
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + directory, e);
        }
    }

    private static Optional<YamlValue> parse(Path file, Problems problems) {
        try {
            return YamlValue.parse(file.toString(), Files.readString(file), problems);
        } catch (CharacterCodingException e) {
            problems.add(file.toString(), 1, "expected UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
