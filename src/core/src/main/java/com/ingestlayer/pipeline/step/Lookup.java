package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.model.Question;
import com.ingestlayer.window.Reservation;

/** What a step must have from outside before it can go on. The needs of a whole request are met together. */
public sealed interface Lookup {
    /** The traits of an entity. */
    record Traits(EntityKey key) implements Lookup {}

    /** Traits to merge into an entity, and what it is then. */
    record Merge(EntityKey key, ObjectNode traits) implements Lookup {}

    /** A place in a slot. */
    record Place(Reservation claim) implements Lookup {}

    /** An answer of a language model. */
    record Words(Question question) implements Lookup {}
}
