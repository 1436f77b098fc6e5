package com.ingestlayer.pipeline.step;

import com.ingestlayer.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The registry of the steps: their names in a file and their readers. */
final class StepKinds {
    private final Map<String, BiFunction<YamlMap, StepContext, Optional<? extends Step>>> readers =
            new LinkedHashMap<>();

    /** Registers a step that is read from its parameters alone. */
    void put(String name, Function<YamlMap, Optional<? extends Step>> read) {
        readers.put(name, (parameters, context) -> read.apply(parameters));
    }

    /** Registers a step that also needs the rest of its pipeline file. */
    void put(String name, BiFunction<YamlMap, StepContext, Optional<? extends Step>> read) {
        readers.put(name, read);
    }

    Set<String> names() {
        return readers.keySet();
    }

    /** @param name one of {@link #names()} */
    Optional<? extends Step> read(String name, YamlMap parameters, StepContext context) {
        return readers.get(name).apply(parameters, context);
    }
}
