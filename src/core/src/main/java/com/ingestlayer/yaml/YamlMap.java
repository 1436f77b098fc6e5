package com.ingestlayer.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A mapping in a YAML file. */
public final class YamlMap {
    private final YamlValue self;
    private final Map<String, YamlValue> keys = new LinkedHashMap<>();
    private final Map<String, YamlValue> values = new LinkedHashMap<>();

    YamlMap(String file, MappingNode node, Problems problems) {
        self = new YamlValue(file, node, problems);
        for (NodeTuple tuple : node.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode(), problems);
            if (tuple.getKeyNode() instanceof ScalarNode name) {
                keys.put(name.getValue(), key);
                values.put(name.getValue(), new YamlValue(file, tuple.getValueNode(), problems));
            } else {
                key.refuse("expected a plain name before the colon");
            }
        }
    }

    /** Adds a problem at the first line of the mapping. */
    public void refuse(String message) {
        self.refuse(message);
    }

    public Place place() {
        return self.place();
    }

    public Set<String> names() {
        return values.keySet();
    }

    public Optional<YamlValue> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Returns the name as a value of its own, so that a problem can be reported at its line. */
    public Optional<YamlValue> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** Returns the value; empty, with a problem added, if it is missing. */
    public Optional<YamlValue> require(String name, String expected) {
        Optional<YamlValue> value = get(name);
        if (value.isEmpty()) {
            refuse("\"" + name + "\" is missing, expected " + expected);
        }
        return value;
    }

    public Optional<String> requireText(String name, String expected) {
        return require(name, expected).flatMap(value -> value.asText(expected));
    }

    /** Refuses every other name and suggests the nearest allowed one. */
    public void allowOnly(String... allowed) {
        List<String> valid = List.of(allowed);
        keys.forEach((name, key) -> {
            if (!valid.contains(name)) {
                key.refuse("unknown \"" + name + "\"" + Names.instead(name, valid));
            }
        });
    }

    /**
     * Returns the only entry of the mapping, as in {@code - filter.match: …}. Refuses any other name and suggests the
     * nearest allowed one.
     */
    public Optional<Map.Entry<String, YamlValue>> oneOf(Collection<String> allowed, String what) {
        if (values.size() != 1) {
            refuse("expected exactly one " + what + " here, found " + values.size() + ": " + values.keySet());
            return Optional.empty();
        }
        Map.Entry<String, YamlValue> only = values.entrySet().iterator().next();
        if (!allowed.contains(only.getKey())) {
            refuse("unknown " + what + " \"" + only.getKey() + "\"" + Names.instead(only.getKey(), allowed));
            return Optional.empty();
        }
        return Optional.of(only);
    }
}
