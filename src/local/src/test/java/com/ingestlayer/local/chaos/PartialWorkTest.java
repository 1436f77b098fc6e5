package com.ingestlayer.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.engines.EngineProxy.Answer;
import com.ingestlayer.local.engines.EngineProxy.Call;
import com.ingestlayer.local.engines.EngineProxy.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** A part of each batch is withheld and told so; the engine gets the rest and nothing else. */
class PartialWorkTest {
    private final List<JsonNode> handedOn = new ArrayList<>();
    private final Engine engine = new Engine() {
        @Override
        public Answer get(String body) {
            handedOn.add(Json.read(body));
            return new Answer(200, "{}");
        }

        @Override
        public Answer get() {
            throw new AssertionError("the whole call was handed on");
        }
    };

    private JsonNode answer(String call, String body, RepetitionInfo repetition) {
        Answer answer = PartialWork.of(new Call(call, body), engine, new Random(repetition.getCurrentRepetition()));
        assertThat(answer.status()).isEqualTo(200);
        return Json.read(answer.body());
    }

    private int handedOn(String path) {
        return handedOn.isEmpty() ? 0 : handedOn.get(0).at(path).size();
    }

    @RepeatedTest(20)
    void everyMessageIsEitherHandedOnOrFailed(RepetitionInfo repetition) {
        JsonNode answer =
                answer("SendMessageBatch", "{\"Entries\":[{\"Id\":\"0\"},{\"Id\":\"1\"},{\"Id\":\"2\"}]}", repetition);
        assertThat(answer.at("/Failed")).isNotEmpty();
        assertThat(answer.at("/Failed").size() + handedOn("/Entries")).isEqualTo(3);
    }

    @RepeatedTest(20)
    void everyItemIsEitherHandedOnOrUnprocessed(RepetitionInfo repetition) {
        JsonNode answer = answer(
                "BatchWriteItem t", "{\"RequestItems\":{\"t\":[{\"PutRequest\":1},{\"PutRequest\":2}]}}", repetition);
        assertThat(answer.at("/UnprocessedItems/t")).isNotEmpty();
        assertThat(answer.at("/UnprocessedItems/t").size() + handedOn("/RequestItems/t"))
                .isEqualTo(2);
    }

    @RepeatedTest(20)
    void everyKeyIsEitherHandedOnOrUnprocessedAndKeepsItsProjection(RepetitionInfo repetition) {
        JsonNode answer = answer(
                "BatchGetItem t",
                "{\"RequestItems\":{\"t\":{\"Keys\":[{\"k\":1},{\"k\":2}],\"ConsistentRead\":true}}}",
                repetition);
        assertThat(answer.at("/UnprocessedKeys/t/Keys")).isNotEmpty();
        assertThat(answer.at("/UnprocessedKeys/t/ConsistentRead").asBoolean()).isTrue();
        assertThat(answer.at("/UnprocessedKeys/t/Keys").size() + handedOn("/RequestItems/t/Keys"))
                .isEqualTo(2);
    }
}
