package com.ingestlayer.delivery.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.telemetry.XRayHeader;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.delivery.Trace;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Lambda's forms of a batch (AWS: "Using Lambda with Amazon SQS" and "Implementing partial batch responses"). */
final class SqsBatch {
    private SqsBatch() {}

    /** @throws IOException when the stream holds no SQS event, which no message can cause */
    static List<ReceivedMessage> read(InputStream event) throws IOException {
        List<ReceivedMessage> messages = new ArrayList<>();
        JsonNode records = Json.read(event).path("Records");
        if (!records.isArray()) {
            throw new IOException("not an SQS event: it has no Records");
        }
        for (JsonNode record : records) {
            messages.add(new ReceivedMessage(
                    record.path("messageId").asText(),
                    record.path("receiptHandle").asText(),
                    record.path("attributes").path("ApproximateReceiveCount").asInt(1),
                    record.path("body").asText(),
                    trace(record)));
        }
        return messages;
    }

    /** The header that the ingress put beside the message. */
    private static Optional<Trace> trace(JsonNode record) {
        return XRayHeader.parse(record.path("attributes").path("AWSTraceHeader").asText())
                .map(header -> header.toTrace(ThreadLocalRandom.current()::nextLong));
    }

    /** {@code {"batchItemFailures": [{"itemIdentifier": …}]}}; with none, the whole batch leaves the queue. */
    static String response(Collection<String> failedMessageIds) {
        ObjectNode response = Json.object();
        ArrayNode failures = response.putArray("batchItemFailures");
        failedMessageIds.forEach(id -> failures.addObject().put("itemIdentifier", id));
        return Json.write(response);
    }
}
