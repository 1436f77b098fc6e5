package com.ingestlayer.local.stub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What the stub engines answer to each operation. */
final class StubAnswers {
    private static final String ENTITY_KEY = "entity_key";

    private StubAnswers() {}

    /**
     * The answer.
     *
     * @param operation such as {@code DynamoDB_20120810.GetItem}
     * @throws IllegalStateException for an operation that no function calls on its way
     */
    static ObjectNode to(String operation, JsonNode call) {
        return switch (operation.substring(operation.indexOf('.') + 1)) {
            case "GetItem" -> apiKey(call.path("Key").path("key_hash"));
            case "BatchGetItem" -> entities(call.path("RequestItems"));
            case "BatchWriteItem" -> empty("UnprocessedItems");
            case "UpdateItem", "ChangeMessageVisibility" -> Json.object();
            case "SendMessageBatch" -> taken(call.path("Entries"));
            case "GetParameter" -> secret(call.path("Name").asText());
            case "GetParameters" -> secrets(call.path("Names"));
            default -> throw new IllegalStateException("not served here: " + operation);
        };
    }

    private static ObjectNode empty(String field) {
        ObjectNode answer = Json.object();
        answer.putObject(field);
        return answer;
    }

    private static ObjectNode apiKey(JsonNode hash) {
        ObjectNode answer = Json.object();
        ObjectNode item = answer.putObject("Item");
        item.set("key_hash", hash);
        item.putObject("name").put("S", "local development");
        item.putObject("status").put("S", "active");
        item.putObject("source").put("S", "sdk.event");
        item.putObject("scopes").putArray("SS").add("ingest");
        return answer;
    }

    private static ObjectNode entities(JsonNode requested) {
        ObjectNode answer = empty("UnprocessedKeys");
        ObjectNode responses = answer.putObject("Responses");
        requested.properties().forEach(table -> {
            ArrayNode items = responses.putArray(table.getKey());
            for (JsonNode key : table.getValue().path("Keys")) {
                if (key.has(ENTITY_KEY)) {
                    items.add(entity(key.path(ENTITY_KEY).path("S").asText()));
                }
            }
        });
        return answer;
    }

    private static ObjectNode entity(String key) {
        ObjectNode item = Json.object();
        item.putObject("kind").put("S", key.substring(0, key.indexOf('#')));
        item.putObject("external_id").put("S", key.substring(key.indexOf('#') + 1));
        ObjectNode traits = item.putObject("traits").putObject("M");
        traits.putObject("account").put("S", "acc_acme");
        traits.putObject("plan").put("S", "free");
        traits.putObject("owner").put("S", "ben");
        return item;
    }

    private static ObjectNode taken(JsonNode entries) {
        ObjectNode answer = Json.object();
        ArrayNode successful = answer.putArray("Successful");
        for (JsonNode entry : entries) {
            String id = entry.path("Id").asText();
            ObjectNode result = successful.addObject();
            result.put("Id", id).put("MessageId", "message-" + id);
            result.put(
                    "MD5OfMessageBody", md5(entry.path("MessageBody").asText().getBytes(UTF_8)));
            JsonNode attributes = entry.path("MessageSystemAttributes");
            if (!attributes.isEmpty()) {
                result.put("MD5OfMessageSystemAttributes", md5(encoded(attributes)));
            }
        }
        answer.putArray("Failed");
        return answer;
    }

    /** What the MD5 of attributes is made of (SQS Developer Guide, "Calculating the MD5 message digest for attributes"). */
    private static byte[] encoded(JsonNode attributes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        attributes.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(attribute -> {
            writePart(attribute.getKey(), bytes);
            writePart(attribute.getValue().path("DataType").asText(), bytes);
            bytes.write(1); // a text
            writePart(attribute.getValue().path("StringValue").asText(), bytes);
        });
        return bytes.toByteArray();
    }

    private static void writePart(String text, ByteArrayOutputStream bytes) {
        byte[] part = text.getBytes(UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        bytes.writeBytes(part);
    }

    /** SQS answers so, and AWS's clients compare. */
    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static ObjectNode secrets(JsonNode names) {
        ObjectNode answer = Json.object();
        ArrayNode all = answer.putArray("Parameters");
        names.forEach(name -> all.add(secret(name.asText()).path("Parameter")));
        answer.putArray("InvalidParameters");
        return answer;
    }

    private static ObjectNode secret(String name) {
        ObjectNode answer = Json.object();
        answer.putObject("Parameter")
                .put("Name", name)
                .put("Type", "SecureString")
                .put("Value", StubEngines.SECRET)
                .put("Version", 1);
        return answer;
    }
}
