package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;

/** The body a destination gets when no template says otherwise: the event, and beside it what enrichment found. */
final class Envelope {
    private Envelope() {}

    static String render(Facts facts) {
        ObjectNode json = facts.event().toJson();
        if (!facts.entities().isEmpty()) {
            ObjectNode entities = json.putObject("entity");
            facts.entities().forEach(entities::set);
        }
        return Json.write(json);
    }
}
