package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsRefusedException;
import java.util.Optional;

/** Adds an item to the Keys table: where nothing is there, or only its own first try. */
final class NewItem {
    private static final String CONDITION =
            "attribute_not_exists(key_hash) OR (created_at = :created AND #name = :name AND #status = :status)";

    private NewItem() {}

    /**
     * Puts the item. A call that got no answer is repeated, so an item may meet its own first try, and is added then.
     *
     * @param what the item is, such as {@code key}
     * @throws IllegalStateException when another item has its hash
     */
    static void add(Table table, ObjectNode item, String what) {
        ObjectNode request = table.request().put("ConditionExpression", CONDITION);
        request.set("Item", item);
        request.putObject("ExpressionAttributeNames").put("#name", "name").put("#status", "status");
        ObjectNode values = request.putObject("ExpressionAttributeValues");
        values.set(
                ":created",
                Optional.<JsonNode>ofNullable(item.get("created_at")).orElse(text("none")));
        values.set(":name", item.get("name"));
        values.set(":status", item.get("status"));
        try {
            table.call("PutItem", request);
        } catch (AwsRefusedException e) {
            throw new IllegalStateException("there is a " + what + " of this hash", e);
        }
    }
}
