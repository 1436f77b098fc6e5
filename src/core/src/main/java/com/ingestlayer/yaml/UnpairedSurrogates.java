package com.ingestlayer.yaml;

import com.ingestlayer.Utf8;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Refuses names and values with half of a surrogate pair, which an escape such as {@code "\ud83d"} creates. It has no
 * encoding in UTF-8, so a body with it could be neither signed nor sent.
 */
final class UnpairedSurrogates {
    private UnpairedSurrogates() {}

    static void refuse(String file, Node node, Problems problems) {
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                refuse(file, item, problems);
            }
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                refuse(file, tuple.getKeyNode(), problems);
                refuse(file, tuple.getValueNode(), problems);
            }
        } else if (node instanceof ScalarNode scalar && !Utf8.canEncode(scalar.getValue())) {
            new YamlValue(file, scalar, problems)
                    .refuse("this text holds half of a surrogate pair; write the character itself, or both halves");
        }
    }
}
