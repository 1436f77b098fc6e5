package com.ingestlayer.pipeline;

import com.ingestlayer.destination.Destination;
import com.ingestlayer.pipeline.step.Step;
import com.ingestlayer.pipeline.step.StepContext;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a {@link Pipeline} from its file. */
public final class PipelineFile {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final List<String> STATUSES = Arrays.stream(Pipeline.Status.values())
            .map(status -> status.name().toLowerCase(Locale.ROOT))
            .toList();

    private PipelineFile() {}

    /**
     * Returns the pipeline; empty, with problems added, if the file is wrong.
     *
     * @param environment returns the value of the variable in {@code ${env:NAME}}, or null
     */
    public static Optional<Pipeline> read(YamlValue file, UnaryOperator<String> environment) {
        return file.asMap("a pipeline with name, status, sources, steps and destinations")
                .flatMap(map -> {
                    map.allowOnly("name", "status", "sources", "steps", "destinations");
                    Optional<String> name = name(map);
                    Optional<Pipeline.Status> status = status(map);
                    Optional<List<SourceRule>> sources = list(map, "sources", SourceRule::read);
                    Optional<List<Destination>> destinations =
                            list(map, "destinations", value -> Destination.read(value, environment));
                    StepContext context = new StepContext(environment, destinations.map(all -> all.stream()
                            .map(Destination::name)
                            .collect(Collectors.toSet())));
                    Optional<List<Step>> steps = list(map, "steps", value -> Step.read(value, context));
                    if (map.require("destinations", "a list of at least one destination")
                                    .isPresent()
                            && destinations.filter(List::isEmpty).isPresent()) {
                        map.get("destinations").orElseThrow().refuse("expected at least one destination");
                    }
                    destinations.ifPresent(all -> refuseSameNames(map, all));
                    return name.isPresent()
                                    && status.isPresent()
                                    && sources.isPresent()
                                    && steps.isPresent()
                                    && destinations.isPresent()
                            ? Optional.of(new Pipeline(
                                    name.get(), status.get(), sources.get(), steps.get(), destinations.get()))
                            : Optional.empty();
                });
    }

    private static Optional<String> name(YamlMap map) {
        String expected = "1 to 64 small letters, digits and -, such as track-feature-usage";
        return map.require("name", expected)
                .flatMap(value -> value.asText(expected).flatMap(text -> {
                    if (!NAME.matcher(text).matches()) {
                        value.refuse("\"" + text + "\": expected " + expected);
                        return Optional.empty();
                    }
                    return Optional.of(text);
                }));
    }

    private static Optional<Pipeline.Status> status(YamlMap map) {
        return map.require("status", String.join(", ", STATUSES))
                .flatMap(value -> value.asOneOf(STATUSES, "status"))
                .map(word -> Pipeline.Status.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** Returns all items of the list; empty if one of them is wrong. A missing list counts as an empty one. */
    private static <T> Optional<List<T>> list(
            YamlMap map, String name, Function<YamlValue, Optional<? extends T>> read) {
        Optional<YamlValue> value = map.get(name);
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        return value.get().asList("a list").flatMap(items -> {
            List<Optional<? extends T>> all = new ArrayList<>();
            items.forEach(item -> all.add(read.apply(item)));
            List<T> valid = new ArrayList<>();
            all.forEach(item -> item.ifPresent(valid::add));
            return valid.size() == all.size() ? Optional.of(valid) : Optional.empty();
        });
    }

    private static void refuseSameNames(YamlMap map, List<Destination> destinations) {
        Set<String> seen = new HashSet<>();
        for (Destination destination : destinations) {
            if (!seen.add(destination.name())) {
                map.get("destinations")
                        .orElseThrow()
                        .refuse("two destinations are called \"" + destination.name()
                                + "\"; give each a name of its own");
            }
        }
    }
}
