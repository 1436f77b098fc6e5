package com.ingestlayer.config;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Declaration;
import com.ingestlayer.event.DeclarationFile;
import com.ingestlayer.ip.AddressList;
import com.ingestlayer.ip.AddressListFile;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.pipeline.ImpossibleComparisons;
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
import java.util.LinkedHashMap;
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
 * @param ips for {@code enrich.ip}: the operator's lists, and the databases that {@code INGESTLAYER_IP_DATABASE} names
 */
public record Configuration(Map<String, Declaration> declarations, List<Pipeline> pipelines, IpKnowledge ips) {
    /** The variable that names the databases of {@code enrich.ip}. */
    public static final String IP_DATABASE = "INGESTLAYER_IP_DATABASE";

    public Configuration {
        declarations = Map.copyOf(declarations);
        pipelines = List.copyOf(pipelines);
        requireNonNull(ips, "ips is null");
    }

    /**
     * Reads {@code events/*.yaml}, {@code pipelines/*.yaml}, and {@code lists/*.txt} where there is such a directory.
     *
     * @param directory {@code infra/config}, or the place of the layer made from it
     * @param environment gives the value of {@code ${env:NAME}} and of {@code INGESTLAYER_IP_DATABASE}, or null
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
        pipelines.forEach(pipeline -> ImpossibleComparisons.tell(pipeline, declarations, problems));
        AddressList knownBad = AddressListFile.read(lists(directory.resolve("lists"), problems), problems);
        if (!problems.sorted().isEmpty()) {
            throw new InvalidConfigurationException(problems.sorted());
        }
        return new Configuration(
                declarations,
                pipelines,
                IpKnowledge.of(knownBad, directory, Optional.ofNullable(environment.apply(IP_DATABASE))));
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

    private static Map<String, String> lists(Path directory, Problems problems) {
        if (!Files.isDirectory(directory)) {
            return Map.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            Map<String, String> texts = new LinkedHashMap<>();
            entries.filter(file -> file.toString().endsWith(".txt")).sorted().forEach(file -> read(file, problems)
                    .ifPresent(text -> texts.put(file.toString(), text)));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + directory, e);
        }
    }

    private static Optional<YamlValue> parse(Path file, Problems problems) {
        return read(file, problems).flatMap(text -> YamlValue.parse(file.toString(), text, problems));
    }

    private static Optional<String> read(Path file, Problems problems) {
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException e) {
            problems.add(file.toString(), 1, "expected UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }
}
