package com.ingestlayer.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads a small table through. */
final class Scan {
    private Scan() {}

    /** Every item that a scan finds, page after page. */
    static List<ObjectNode> all(Table table, ObjectNode scan) {
        List<ObjectNode> found = new ArrayList<>();
        while (true) {
            ObjectNode page = table.call("Scan", scan);
            page.path("Items").forEach(item -> found.add((ObjectNode) item));
            if (!page.has("LastEvaluatedKey")) {
                return found;
            }
            scan.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
        }
    }
}
