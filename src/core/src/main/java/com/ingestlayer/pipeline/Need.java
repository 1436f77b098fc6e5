package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.model.Question;
import com.ingestlayer.slot.Claim;

/** What a step must have from outside before it can go on. The needs of a whole request are met together. */
sealed interface Need {
    /** The traits of an entity. */
    record Traits(EntityKey key) implements Need {}

    /** Traits to merge into an entity, and what it is then. */
    record Merge(EntityKey key, ObjectNode traits) implements Need {}

    /** A place in a slot. */
    record Place(Claim claim) implements Need {}

    /** An answer of a language model. */
    record Words(Question question) implements Need {}
}
