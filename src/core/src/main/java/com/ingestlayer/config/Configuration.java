package com.ingestlayer.config;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.Destination;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The configuration in {@code infra/config}.
 *
 * @param declarations the event declarations by event type
 * @param pipelines the pipelines sorted by file name, whatever their status
 * @param ips the data for {@code enrich.ip}: the operator's lists, and the databases that
 *     {@code INGESTLAYER_IP_DATABASE} names
 */
public record Configuration(Map<String, Declaration> declarations, List<Pipeline> pipelines, IpKnowledge ips) {
    /** The environment variable that names the databases of {@code enrich.ip}. */
    public static final String IP_DATABASE = "INGESTLAYER_IP_DATABASE";

    public Configuration {
        declarations = Map.copyOf(declarations);
        pipelines = List.copyOf(pipelines);
        requireNonNull(ips, "ips is null");
    }

    /**
     * Reads {@code events/*.yaml}, {@code pipelines/*.yaml}, and {@code lists/*.txt} if that directory exists.
     *
     * @param directory {@code infra/config}, or the location of the layer that is built from it
     * @param environment returns the value of {@code ${env:NAME}} and of {@code INGESTLAYER_IP_DATABASE}, or null
     * @throws InvalidConfigurationException with every mistake in every file
     */
    public static Configuration load(Path directory, UnaryOperator<String> environment)
            throws InvalidConfigurationException {
        Problems problems = new Problems();
        Map<String, Declaration> declarations = new HashMap<>();
        List<Pipeline> pipelines = new ArrayList<>();
        Map<String, String> pipelineFiles = new HashMap<>();
        ConfigFiles files = new ConfigFiles(directory, problems);
        files.refuseStrangers();
        files.events().forEach((file, text) -> YamlValue.parse(file.toString(), text, problems)
                .flatMap(DeclarationFile::read)
                .ifPresent(declaration -> {
                    if (declarations.put(declaration.type(), declaration) != null) {
                        problems.add(file.toString(), 1, "a second declaration of \"" + declaration.type() + "\"");
                    }
                }));
        files.pipelines().forEach((file, text) -> YamlValue.parse(file.toString(), text, problems)
                .flatMap(root -> PipelineFile.read(root, environment))
                .ifPresent(pipeline -> {
                    pipelines.add(pipeline);
                    String other = pipelineFiles.put(pipeline.name(), file.toString());
                    if (other != null) {
                        problems.add(
                                file.toString(), 1, "\"" + pipeline.name() + "\" is the name of " + other + " too");
                    }
                }));
        pipelines.forEach(pipeline -> ImpossibleComparisons.tell(pipeline, declarations, problems));
        Map<String, String> lists = new LinkedHashMap<>();
        files.lists().forEach((file, text) -> lists.put(file.toString(), text));
        AddressList knownBad = AddressListFile.read(lists, problems);
        if (!problems.sorted().isEmpty()) {
            throw new InvalidConfigurationException(problems.sorted());
        }
        return new Configuration(
                declarations,
                pipelines,
                IpKnowledge.of(knownBad, directory, Optional.ofNullable(environment.apply(IP_DATABASE))));
    }

    /** Returns the destinations of all pipelines, whatever their status, by pipeline name. */
    public Map<String, List<Destination>> destinations() {
        return pipelines.stream().collect(Collectors.toMap(Pipeline::name, Pipeline::destinations));
    }
}
