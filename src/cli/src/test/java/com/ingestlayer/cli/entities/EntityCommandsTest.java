package com.ingestlayer.cli.entities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.entity.EntityKey;
import org.junit.jupiter.api.Test;

class EntityCommandsTest {
    private final TestCommand command = new TestCommand();

    private String traitsOf(String kind, String id) {
        return command.stack
                .entities
                .find(new EntityKey(kind, id))
                .orElseThrow()
                .traits()
                .toString();
    }

    @Test
    void traitValuesGetTheirTypes() {
        command.run(
                        "entities",
                        "put",
                        "user",
                        "u_1",
                        "plan=pro",
                        "seats=5",
                        "score=-0.5",
                        "vip=true",
                        "zip=01234",
                        "phone=+49 30 1",
                        "code=\"42\"",
                        "sku=1e5",
                        "long=12345678901234567890",
                        "eq=a=b",
                        "none=")
                .succeeded();
        assertThat(traitsOf("user", "u_1"))
                .isEqualTo("{\"plan\":\"pro\",\"seats\":5,\"score\":-0.5,\"vip\":true,\"zip\":\"01234\","
                        + "\"phone\":\"+49 30 1\",\"code\":\"42\",\"sku\":\"1e5\",\"long\":\"12345678901234567890\","
                        + "\"eq\":\"a=b\",\"none\":\"\"}");
    }

    @Test
    void aSecondPutMergesTraitsAndNullRemovesOne() {
        var made = command.run("entities", "put", "user", "u_1", "plan=free", "trial=true")
                .succeeded();
        assertThat(made.out()).isEqualToIgnoringNewLines("user u_1 created");
        var merged = command.run("entities", "put", "user", "u_1", "plan=pro", "trial=null")
                .succeeded();
        assertThat(merged.out()).isEqualToIgnoringNewLines("user u_1 merged");
        assertThat(traitsOf("user", "u_1")).isEqualTo("{\"plan\":\"pro\"}");
    }

    @Test
    void traitsCanBeGivenAsJson() {
        JsonNode put = command.run(
                        "entities", "put", "account", "acme", "--json", "{\"tags\":[\"vip\"]}", "--output", "json")
                .succeeded()
                .json();
        assertThat(put.path("traits").toString()).isEqualTo("{\"tags\":[\"vip\"]}");
        assertThat(put.path("version").asInt()).isEqualTo(1);
    }

    @Test
    void invalidEntitiesAreRefused() {
        command.run("entities", "put", "user", "u_1", "plan").failed(3, "NAME=VALUE", "plan");
        command.run("entities", "put", "user", "u_1", "a=1", "a=2").failed(3, "twice");
        command.run("entities", "put", "user", "u_1", "a=1", "--json", "{}").failed(3, "not both");
        command.run("entities", "put", "user", "u_1", "--json", "[]").failed(3, "object");
        command.run("entities", "put", "user", "u_1", "--json", "{\"a\":1,\"a\":2}")
                .failed(3, "$.a", "duplicate");
        command.run("entities", "put", "a kind", "u_1", "a=1").failed(1, "kind");
        command.run("entities", "put", "user", "u".repeat(1025), "a=1").failed(1, "1024");
        command.run("entities", "put", "user", "u_1", "a=" + "x".repeat(70_000)).failed(1, "65536");
        command.run("entities", "put", "user").failed(3, "ID");
    }

    @Test
    void anEntityIsShownByItsKindAndId() {
        command.run("entities", "put", "user", "u_1", "plan=pro", "seats=5", "name=a\u001b[2Jb");
        var table = command.run("entities", "get", "user", "u_1").succeeded();
        assertThat(table.out()).containsPattern("external_id +u_1").containsPattern("traits.plan +pro");
        assertThat(table.out()).containsPattern("traits.seats +5").doesNotContain("\u001b");
        JsonNode json = command.run("entities", "get", "user", "u_1", "--output", "json")
                .json();
        assertThat(json.path("traits").path("seats").asInt()).isEqualTo(5);
        command.run("entities", "get", "user", "nobody").failed(1, "no user nobody");
        command.run("entities", "get", "a kind", "x").failed(1, "a kind");
    }
}
