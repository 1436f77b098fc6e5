package com.ingestlayer.local.chaos;

import com.ingestlayer.json.Json;
import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.engines.Engines;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What the stack itself holds when a night is over.
 *
 * @param events ids of the events that have a row
 * @param records what is written down of deliveries, by delivery
 * @param deadLetters the deliveries in the dead-letter queue
 */
record Traces(Set<String> events, Map<String, Written> records, Set<String> deadLetters) {
    /**
     * A delivery's record.
     *
     * @param statuses what receivers answered, attempt by attempt; 0 where no answer came
     * @param attempts when each began, how long it took and what came of it: no two are alike
     * @param millis how long each took
     */
    record Written(String status, List<Integer> statuses, List<String> attempts, List<Long> millis) {}

    static Traces in(Engines engines) {
        Set<String> events = new HashSet<>();
        Map<String, Written> records = new HashMap<>();
        engines.dynamoDb()
                .scanPaginator(scan -> scan.tableName(StackLayout.EVENTS_TABLE).consistentRead(true))
                .items()
                .forEach(item -> {
                    if (item.get("item").s().equals("event")) {
                        events.add(item.get("event_id").s());
                    } else {
                        records.put(item.get("delivery_id").s(), written(item));
                    }
                });
        return new Traces(events, records, deadLetters(engines));
    }

    private static Written written(Map<String, AttributeValue> item) {
        return new Written(
                item.get("status").s(),
                item.get("attempts").l().stream()
                        .map(attempt -> attempt.m().get("http_status"))
                        .map(status -> status == null ? 0 : Integer.valueOf(status.n()))
                        .toList(),
                item.get("attempts").l().stream()
                        .map(AttributeValue::m)
                        .map(attempt -> attempt.get("at").s() + ", "
                                + attempt.get("duration_ms").n() + " ms, "
                                + attempt.getOrDefault("error", AttributeValue.fromS(""))
                                        .s())
                        .toList(),
                item.get("attempts").l().stream()
                        .map(attempt ->
                                Long.valueOf(attempt.m().get("duration_ms").n()))
                        .toList());
    }

    /** Takes them out of their queue. */
    private static Set<String> deadLetters(Engines engines) {
        String url = engines.sqsEndpoint() + "/000000000000/" + StackLayout.DEAD_LETTER_QUEUE;
        Set<String> dead = new HashSet<>();
        while (true) {
            List<Message> messages = engines.sqs()
                    .receiveMessage(receive ->
                            receive.queueUrl(url).maxNumberOfMessages(10).visibilityTimeout(600))
                    .messages();
            if (messages.isEmpty()) {
                return dead;
            }
            messages.forEach(message ->
                    dead.add(Json.read(message.body()).path("delivery_id").asText()));
        }
    }
}
