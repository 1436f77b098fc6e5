package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;

/** The body a destination gets when no template says otherwise: the event, and beside it what steps found. */
final class Envelope {
    private Envelope() {}

    static String render(EventContext facts) {
        ObjectNode json = facts.event().toJson();
        facts.findings().forEach((root, found) -> json.set(root.field(), found));
        return Json.write(json);
    }
}
