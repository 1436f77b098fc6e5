package com.ingestlayer.aws.table;

import static com.ingestlayer.aws.table.Attributes.text;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Adds an item to the Keys table: where nothing is there, or only its own first try. */
public final class NewItem {
    private static final String CONDITION =
            "attribute_not_exists(key_hash) OR (created_at = :created AND #name = :name AND #status = :status)";

    private NewItem() {}

    /**
     * Puts the item. A call that got no answer is repeated, so an item may meet its own first try, and is added then.
     *
     * @param what the item is, such as {@code key}
     * @throws IllegalStateException when another item has its hash
     */
    public static void add(Table table, Map<String, AttributeValue> item, String what) {
        try {
            table.put(PutItemRequest.builder()
                    .item(item)
                    .conditionExpression(CONDITION)
                    .expressionAttributeNames(Map.of("#name", "name", "#status", "status"))
                    .expressionAttributeValues(Map.of(
                            ":created",
                            item.getOrDefault("created_at", text("none")),
                            ":name",
                            item.get("name"),
                            ":status",
                            item.get("status"))));
        } catch (ConditionalCheckFailedException e) {
            throw new IllegalStateException("there is a " + what + " of this hash", e);
        }
    }
}
