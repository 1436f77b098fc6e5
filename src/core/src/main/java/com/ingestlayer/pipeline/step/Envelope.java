package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;

/**
 * Renders the default body of a delivery, for pipelines without a template: the event, and beside it the findings of
 * the steps.
 */
final class Envelope {
    private Envelope() {}

    static String render(EventContext context) {
        ObjectNode json = context.event().toJson();
        context.findings().forEach((root, found) -> json.set(root.field(), found));
        return Json.write(json);
    }
}
