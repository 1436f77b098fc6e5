package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.text;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The condition under which an item is added to the Keys table: nothing is there, or only its own first try. */
final class NewItem {
    static final String CONDITION =
            "attribute_not_exists(key_hash) OR (created_at = :created AND #name = :name AND #status = :status)";
    static final Map<String, String> NAMES = Map.of("#name", "name", "#status", "status");

    private NewItem() {}

    static Map<String, AttributeValue> valuesOf(Map<String, AttributeValue> item) {
        return Map.of(
                ":created", item.getOrDefault("created_at", text("none")),
                ":name", item.get("name"),
                ":status", item.get("status"));
    }
}
