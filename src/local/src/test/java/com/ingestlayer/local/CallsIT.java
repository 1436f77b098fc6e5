package com.ingestlayer.local;

import static com.ingestlayer.local.StubbedFunction.batch;
import static com.ingestlayer.local.StubbedFunction.request;
import static com.ingestlayer.local.TestStack.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.local.stub.StubEngines;
import com.ingestlayer.local.stub.StubEngines.Call;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the packaged functions call tables, queue and receiver: each call is money and milliseconds. */
class CallsIT {
    private static final String READ_EVENTS = "BatchGetItem " + StackLayout.EVENTS_TABLE;
    private static final String READ_ENTITIES = "BatchGetItem " + StackLayout.ENTITIES_TABLE;
    private static final String READ_KEY = "GetItem " + StackLayout.KEYS_TABLE;
    private static final String WRITE_EVENTS = "BatchWriteItem " + StackLayout.EVENTS_TABLE;
    private static final String SEND = "SendMessageBatch";

    /** By operation and, where there is one, table. */
    private static Map<String, Integer> counted(List<Call> calls) {
        Map<String, Integer> counts = new TreeMap<>();
        for (Call call : calls) {
            String operation = call.operation().substring(call.operation().indexOf('.') + 1);
            counts.merge(
                    operation.startsWith("POST") ? operation : named(operation, json(call.body())), 1, Integer::sum);
        }
        return counts;
    }

    private static String named(String operation, JsonNode body) {
        String table = body.path("TableName").asText();
        for (var items = body.path("RequestItems").fieldNames(); items.hasNext(); ) {
            table = table + items.next();
        }
        return (operation + " " + table).strip();
    }

    @Test
    void aRequestOfWhicheverSizeMakesNoCallThatAFullerOneCouldSpare(@TempDir Path work) throws Exception {
        Map<String, Integer> whole = Map.of(READ_EVENTS, 1, READ_ENTITIES, 1, SEND, 1, WRITE_EVENTS, 1);
        Map<String, Integer> first = new TreeMap<>(whole);
        first.put(READ_KEY, 1);
        try (StubEngines engines = StubEngines.start();
                StubbedFunction ingress = StubbedFunction.start("ingress", work, engines, UnaryOperator.identity())) {
            assertThat(callsOf(ingress, 1, 1, engines)).isEqualTo(first);
            assertThat(callsOf(ingress, 2, 1, engines)).as("the key is known").isEqualTo(whole);
            assertThat(callsOf(ingress, 3, 100, engines))
                    .isEqualTo(Map.of(READ_EVENTS, 2, READ_ENTITIES, 1, SEND, 10, WRITE_EVENTS, 4));
            assertThat(callsOf(ingress, 4, 500, engines))
                    .isEqualTo(Map.of(READ_EVENTS, 10, READ_ENTITIES, 1, SEND, 50, WRITE_EVENTS, 20));
        }
    }

    private static Map<String, Integer> callsOf(StubbedFunction ingress, int number, int events, StubEngines engines)
            throws Exception {
        assertThat(ingress.invoke(request(number, events)).path("statusCode").asInt())
                .isEqualTo(202);
        return counted(engines.takeCalls());
    }

    @Test
    void aBatchIsOneReadAndForEachMessageOnePostAndOneWrite(@TempDir Path work) throws Exception {
        Map<String, Integer> whole =
                Map.of(READ_EVENTS, 1, "POST /hooks", 10, "UpdateItem " + StackLayout.EVENTS_TABLE, 10);
        Map<String, Integer> first = new TreeMap<>(whole);
        first.put("GetParameters", 1);
        try (StubEngines engines = StubEngines.start();
                StubbedFunction delivery = StubbedFunction.start("delivery", work, engines, UnaryOperator.identity())) {
            assertThat(delivery.invoke(batch(1, 10, engines)).path("batchItemFailures"))
                    .isEmpty();
            assertThat(counted(engines.takeCalls())).isEqualTo(first);
            assertThat(delivery.invoke(batch(2, 10, engines)).path("batchItemFailures"))
                    .isEmpty();
            assertThat(counted(engines.takeCalls())).as("the secret is known").isEqualTo(whole);
        }
    }

    @Test
    void beforeASnapshotIsMadeEachFunctionHasAskedDynamoDbOnceAndDoneNothingElse(@TempDir Path work) throws Exception {
        Map<String, String> snapStart = Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        try (StubEngines engines = StubEngines.start();
                StubbedFunction ingress = StubbedFunction.start(
                        "ingress", work.resolve("ingress"), engines, UnaryOperator.identity(), snapStart)) {
            assertThat(callsOf(ingress, 1, 1, engines))
                    .isEqualTo(Map.of(READ_KEY, 2, READ_EVENTS, 1, READ_ENTITIES, 1, SEND, 1, WRITE_EVENTS, 1));
        }
        try (StubEngines engines = StubEngines.start();
                StubbedFunction delivery = StubbedFunction.start(
                        "delivery", work.resolve("delivery"), engines, UnaryOperator.identity(), snapStart)) {
            delivery.invoke(batch(1, 1, engines));
            assertThat(counted(engines.takeCalls()))
                    .isEqualTo(Map.of(
                            "GetParameters",
                            1,
                            READ_EVENTS,
                            2,
                            "POST /hooks",
                            1,
                            "UpdateItem " + StackLayout.EVENTS_TABLE,
                            1));
        }
    }
}
