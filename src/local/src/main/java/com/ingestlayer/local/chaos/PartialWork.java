package com.ingestlayer.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.engines.EngineProxy.Call;
import com.ingestlayer.local.engines.EngineProxy.Engine;
import java.util.Random;

/**
 * Withholds a part of a batch from its engine, lets the engine do the rest, and answers as the engine would: with
 * UnprocessedItems, UnprocessedKeys or Failed.
 */
final class PartialWork {
    private PartialWork() {}

    static boolean fits(Call call) {
        return call.name().startsWith("Batch") || call.name().equals("SendMessageBatch");
    }

    static Answer of(Call call, Engine engine, Random dice) {
        ObjectNode request = (ObjectNode) Json.read(call.body());
        ArrayNode entries = entriesOf(call, request);
        ArrayNode withheld = withhold(entries, dice);
        Answer rest = entries.isEmpty() ? new Answer(200, "{}") : engine.get(Json.write(request));
        if (rest.status() != 200) {
            return rest;
        }
        ObjectNode answer = (ObjectNode) Json.read(rest.body());
        tell(call, request, withheld, answer);
        return new Answer(200, Json.write(answer));
    }

    private static ArrayNode entriesOf(Call call, ObjectNode request) {
        if (call.name().equals("SendMessageBatch")) {
            return (ArrayNode) request.get("Entries");
        }
        JsonNode ofTable = request.get("RequestItems").elements().next();
        return (ArrayNode) (ofTable.isArray() ? ofTable : ofTable.get("Keys"));
    }

    /** Takes at least one out. */
    private static ArrayNode withhold(ArrayNode entries, Random dice) {
        ArrayNode withheld = Json.array();
        for (int left = 1 + dice.nextInt(entries.size()); left > 0; left--) {
            withheld.add(entries.remove(dice.nextInt(entries.size())));
        }
        return withheld;
    }

    private static void tell(Call call, ObjectNode request, ArrayNode withheld, ObjectNode answer) {
        if (call.name().equals("SendMessageBatch")) {
            ArrayNode failed = answer.withArray("Failed");
            answer.withArray("Successful");
            withheld.forEach(entry -> failed.addObject()
                    .put("Id", entry.get("Id").asText())
                    .put("SenderFault", false)
                    .put("Code", "InternalError")
                    .put("Message", "withheld"));
            return;
        }
        ObjectNode items = (ObjectNode) request.get("RequestItems").deepCopy();
        String table = items.fieldNames().next();
        if (items.get(table).isArray()) {
            items.set(table, withheld);
            answer.set("UnprocessedItems", items);
        } else {
            ((ObjectNode) items.get(table)).set("Keys", withheld);
            answer.withObject("/Responses").withArray(table);
            answer.set("UnprocessedKeys", items);
        }
    }
}
