package com.ingestlayer.yaml;

import java.util.HashSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Refuses duplicate names in one mapping (YAML 1.2, section 3.2.1.1). Without this check the last one would win. */
final class SameNames {
    private SameNames() {}

    static void refuse(String file, Node node, Problems problems) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> refuse(file, item, problems));
        } else if (node instanceof MappingNode mapping) {
            Set<String> seen = new HashSet<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && !seen.add(key.getValue())) {
                    new YamlValue(file, key, problems).refuse("\"" + key.getValue() + "\" stands here a second time");
                }
                refuse(file, tuple.getValueNode(), problems);
            }
        }
    }
}
