package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The values that refs, conditions and templates are evaluated against. Implementations are immutable. */
public interface Scope {
    /** Everything under the root; an empty object where nothing is known. */
    ObjectNode all(Ref.Root root);

    /** The value under the root and path; a missing node where there is none. */
    JsonNode at(Ref.Root root, List<String> path);
}
