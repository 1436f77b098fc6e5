package com.ingestlayer.aws.table;

import static com.ingestlayer.aws.table.Attributes.text;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** Adds new items to the Keys table, and never overwrites another item. */
public final class NewItem {
    private static final String CONDITION =
            "attribute_not_exists(key_hash) OR (created_at = :created AND #name = :name AND #status = :status)";

    private NewItem() {}

    /**
     * Puts the item. A call that was not answered is retried, so the put may find the result of its own first
     * attempt, which counts as success.
     *
     * @param what what the item is, such as {@code key}
     * @throws IllegalStateException when another item has the same hash
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
