package com.ingestlayer.local.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/** Writes a batch as the event of Lambda's event source mapping, and reads the function's response as the mapping does. */
final class SqsEvent {
    private SqsEvent() {}

    static byte[] of(List<Message> batch, String queueArn, String region) {
        ObjectNode event = Json.object();
        ArrayNode records = event.putArray("Records");
        for (Message message : batch) {
            ObjectNode record = records.addObject();
            record.put("messageId", message.messageId());
            record.put("receiptHandle", message.receiptHandle());
            record.put("body", message.body());
            ObjectNode attributes = record.putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            ObjectNode messageAttributes = record.putObject("messageAttributes");
            message.messageAttributes().forEach((name, value) -> messageAttributes
                    .putObject(name)
                    .put("stringValue", value.stringValue())
                    .put("dataType", value.dataType()));
            record.put("md5OfBody", message.md5OfBody());
            record.put("eventSource", "aws:sqs");
            record.put("eventSourceARN", queueArn);
            record.put("awsRegion", region);
        }
        return Json.write(event).getBytes(UTF_8);
    }

    /**
     * Returns the ids of the messages that stay in the queue (AWS: "Implementing partial batch responses"): none when the list of
     * failures is empty, null or missing; all when the response is malformed or names a message that is not in the batch.
     */
    static Set<String> failedMessageIds(List<Message> batch, byte[] response) {
        Set<String> all = batch.stream().map(Message::messageId).collect(Collectors.toSet());
        JsonNode failures;
        try {
            failures = response.length == 0
                    ? Json.array()
                    : StrictJson.parse(response).path("batchItemFailures");
        } catch (MalformedJsonException e) {
            return all;
        }
        if (failures.isMissingNode() || failures.isNull()) {
            return Set.of();
        }
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText();
            if (!all.contains(id)) {
                return all;
            }
            failed.add(id);
        }
        return failed;
    }
}
