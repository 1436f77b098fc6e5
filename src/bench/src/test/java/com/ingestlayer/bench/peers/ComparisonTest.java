package com.ingestlayer.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.bench.peers.Exchange.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Comparison COMPARISON =
            new Comparison("ours", "node", Instant.parse("2026-11-25T10:00:00.500Z"));

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Call engine(String operation, String body) {
        return new Call("DynamoDB_20120810." + operation, Map.of(), json(body));
    }

    private static Call receiver(Map<String, String> headers, String body) {
        return new Call("POST /hooks", headers, TextNode.valueOf(body));
    }

    private static Exchange exchange(Call... calls) {
        return new Exchange(List.of(calls), json("{'statusCode':202}"));
    }

    private static List<String> differences(Call ours, Call nodes) {
        return COMPARISON.differences(exchange(ours), exchange(nodes));
    }

    private static Call update(String body) {
        return engine("UpdateItem", body);
    }

    @Test
    void theOrderOfRequestsDoesNotMatter() {
        Call first = engine("GetItem", "{'TableName':'keys','Key':{'key_hash':{'S':'a'}}}");
        Call second = update("{'Key':{'event_id':{'S':'e'},'item':{'S':'i'}}}");
        Call secondSorted = update("{'Key':{'item':{'S':'i'},'event_id':{'S':'e'}}}");
        assertThat(COMPARISON.differences(exchange(first, second), exchange(secondSorted, first)))
                .isEmpty();
    }

    @Test
    void aRequestThatOnlyOneMadeIsReported() {
        Call get = engine("GetItem", "{'TableName':'keys'}");
        assertThat(COMPARISON.differences(exchange(get, get, get), exchange(get)))
                .containsExactly("only ours, 2 times: GetItem {\"TableName\":\"keys\"}");
    }

    @Test
    void aDifferentAttributeIsReportedForBothSides() {
        assertThat(differences(update("{'a':{'S':'x'}}"), update("{'a':{'S':'y'}}")))
                .containsExactly(
                        "only ours: UpdateItem {\"a\":{\"S\":\"x\"}}", "only node: UpdateItem {\"a\":{\"S\":\"y\"}}");
    }

    @Test
    void entriesMayBeDistributedDifferentlyAmongCalls() {
        String read = "{'RequestItems':{'events':{'ConsistentRead':true,'Keys':[%s]}}}";
        Call first = engine("BatchGetItem", read.formatted("{'id':{'S':'1'}},{'id':{'S':'2'}}"));
        Call second = engine("BatchGetItem", read.formatted("{'id':{'S':'3'}}"));
        Call otherFirst = engine("BatchGetItem", read.formatted("{'id':{'S':'3'}},{'id':{'S':'1'}}"));
        Call otherSecond = engine("BatchGetItem", read.formatted("{'id':{'S':'2'}}"));
        assertThat(COMPARISON.differences(exchange(first, second), exchange(otherFirst, otherSecond)))
                .isEmpty();
    }

    @Test
    void moreCallsForTheSameEntriesAreReported() {
        String write = "{'RequestItems':{'events':[%s]}}";
        Call both = engine("BatchWriteItem", write.formatted("{'PutRequest':1},{'PutRequest':2}"));
        Call first = engine("BatchWriteItem", write.formatted("{'PutRequest':1}"));
        Call second = engine("BatchWriteItem", write.formatted("{'PutRequest':2}"));
        assertThat(COMPARISON.differences(exchange(both), exchange(first, second)))
                .containsExactly(
                        "only node, 2 times: BatchWriteItem {\"RequestItems\":{\"events\":[]}} with entries: 1",
                        "only ours: BatchWriteItem {\"RequestItems\":{\"events\":[]}} with entries: 2");
    }

    @Test
    void messagesAreComparedWithoutTheirPositionInTheCall() {
        String send = "{'QueueUrl':'q','Entries':[{'Id':'%s','MessageBody':'%s'}]}";
        assertThat(differences(
                        new Call("AmazonSQS.SendMessageBatch", Map.of(), json(send.formatted("0", "m"))),
                        new Call("AmazonSQS.SendMessageBatch", Map.of(), json(send.formatted("7", "m")))))
                .isEmpty();
        assertThat(differences(
                        new Call("AmazonSQS.SendMessageBatch", Map.of(), json(send.formatted("0", "m"))),
                        new Call("AmazonSQS.SendMessageBatch", Map.of(), json(send.formatted("0", "n")))))
                .containsExactly(
                        "only ours: SendMessageBatch entry {\"MessageBody\":\"m\"}",
                        "only node: SendMessageBatch entry {\"MessageBody\":\"n\"}");
    }

    @Test
    void theOrderOfFieldsMattersWithinTexts() {
        assertThat(differences(update("{'event':{'S':'{id,type}'}}"), update("{'event':{'S':'{type,id}'}}")))
                .hasSize(2);
    }

    @Test
    void timesOfTheRunAreEqualWhateverTheirFormat() {
        assertThat(
                        differences(
                                update(
                                        "{'n':{'N':'1795600800'},'m':{'N':'1795600801123'},'s':'at 2026-11-25T10:00:00Z.'}"),
                                update(
                                        "{'n':{'N':'1795600803'},'m':{'N':'1795600804456'},'s':'at 2026-11-25T10:00:07.120Z.'}")))
                .isEmpty();
    }

    @Test
    void aDifferentRetentionIsReported() {
        assertThat(differences(
                        update("{'expires_at':{'N':'1803376801'}}"), update("{'expires_at':{'N':'1803290401'}}")))
                .containsExactly(
                        "only node: UpdateItem {\"expires_at\":{\"N\":\"<2136 h later>\"}}",
                        "only ours: UpdateItem {\"expires_at\":{\"N\":\"<2160 h later>\"}}");
    }

    @Test
    void aTimeFromTheEventIsCompared() {
        assertThat(differences(
                        update("{'at':'2026-01-31T09:30:00.000Z'}"), update("{'at':'2026-01-31T09:30:00.001Z'}")))
                .hasSize(2);
    }

    @Test
    void aTextThatOnlyLooksLikeATimeIsCompared() {
        assertThat(differences(update("{'at':'2027-02-30T09:30:00Z'}"), update("{'at':'2027-02-31T09:30:00Z'}")))
                .hasSize(2);
    }

    @Test
    void durationsAndJitterAreNotCompared() {
        assertThat(differences(
                        update("{'duration_ms':{'N':'3'},'VisibilityTimeout':30}"),
                        update("{'duration_ms':{'N':'41'},'VisibilityTimeout':33}")))
                .isEmpty();
        assertThat(differences(update("{'VisibilityTimeout':30}"), update("{'VisibilityTimeout':120}")))
                .hasSize(2);
    }

    @Test
    void webhooksAreComparedByContentAndNotByConnection() {
        String zeros = "0".repeat(64);
        assertThat(differences(
                        receiver(
                                Map.of("X-Sign", "t=1795600800,v1=" + zeros, "Host", "a", "Connection", "close"), "{}"),
                        receiver(Map.of("x-sign", "t=1795600801,v1=" + zeros.replace('0', '1')), "{}")))
                .isEmpty();
        assertThat(differences(receiver(Map.of("A", "1"), "{}"), receiver(Map.of("A", "2"), "{}")))
                .containsExactly("only ours: POST /hooks {a=1} \"{}\"", "only node: POST /hooks {a=2} \"{}\"");
        assertThat(differences(receiver(Map.of(), "{\"a\":1}"), receiver(Map.of(), "{\"a\": 1}")))
                .hasSize(2);
    }

    @Test
    void answersAreCompared() {
        Exchange ours = new Exchange(List.of(), json("{'batchItemFailures':[{'id':'a'},{'id':'b'}]}"));
        assertThat(COMPARISON.differences(
                        ours, new Exchange(List.of(), json("{'batchItemFailures':[{'id':'b'},{'id':'a'}]}"))))
                .isEmpty();
        assertThat(COMPARISON.differences(ours, new Exchange(List.of(), json("{'batchItemFailures':[{'id':'b'}]}"))))
                .hasSize(2);
    }
}
