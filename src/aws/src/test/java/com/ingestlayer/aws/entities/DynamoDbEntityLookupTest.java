package com.ingestlayer.aws.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.CallCounter;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityLookupContract;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbEntityLookupTest extends EntityLookupContract {
    private final String table = TestEngines.newName();

    DynamoDbEntityLookupTest() {
        TestEngines.dynamoDb().createTable(TableSchemas.entities(table));
    }

    @Override
    protected EntityLookup entities() {
        return new DynamoDbEntityLookup(TestEngines.dynamoDb(), table, Runnable::run);
    }

    @Override
    protected void put(String kind, String externalId, ObjectNode traits) {
        TestEngines.dynamoDb().putItem(put -> put.tableName(table)
                .item(Map.of(
                        "entity_key", Attributes.text(kind + "#" + externalId),
                        "kind", Attributes.text(kind),
                        "external_id", Attributes.text(externalId),
                        "traits", Attributes.map(Attributes.mapFromJson(traits)))));
    }

    @Test
    void aHundredKeysCostOneCall() {
        CallCounter counter = new CallCounter();
        new DynamoDbEntityLookup(counter.around(TestEngines.dynamoDb()), table, Runnable::run)
                .traitsOf(IntStream.range(0, 100)
                        .mapToObj(i -> new EntityKey("user", "u" + i))
                        .collect(Collectors.toSet()));
        assertThat(counter.calls()).isEqualTo(Map.of("BatchGetItem", 1));
    }

    @Test
    void setsAndBinaryValuesOfOtherToolsAreReadable() {
        TestEngines.dynamoDb().putItem(put -> put.tableName(table)
                .item(Map.of(
                        "entity_key", AttributeValue.fromS("user#odd"),
                        "kind", AttributeValue.fromS("user"),
                        "external_id", AttributeValue.fromS("odd"),
                        "traits",
                                AttributeValue.fromM(Map.of(
                                        "ss", AttributeValue.fromSs(List.of("a")),
                                        "ns", AttributeValue.fromNs(List.of("1.5")),
                                        "b", AttributeValue.fromB(SdkBytes.fromUtf8String("x")))))));
        EntityKey key = new EntityKey("user", "odd");
        ObjectNode traits = entities().traitsOf(Set.of(key)).get(key);
        assertThat(traits.path("ss").toString()).isEqualTo("[\"a\"]");
        assertThat(traits.path("ns").toString()).isEqualTo("[1.5]");
        assertThat(traits.path("b").asText()).isEqualTo("eA==");
    }
}
