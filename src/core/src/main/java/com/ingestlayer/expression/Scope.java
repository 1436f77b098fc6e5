package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The values that refs, conditions and templates are evaluated against. Implementations are immutable. */
public interface Scope {
    /** Returns all values under the root; an empty object if there are none. */
    ObjectNode all(Ref.Root root);

    /** Returns the value at the path under the root; a missing node if there is none. */
    JsonNode at(Ref.Root root, List<String> path);
}
