package com.ingestlayer.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.request.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyCommandsTest {
    private final TestCommand command = new TestCommand();

    @Test
    void onlyTheNewKeyGoesToStandardOutputAndOnlyItsHashIsStored() {
        var result = command.run("keys", "create", "production").succeeded();
        assertThat(result.out()).matches("il_live_[0-9A-Za-z]{43}\\R");
        String key = result.out().strip();
        assertThat(result.err()).contains("production").contains("ingest").doesNotContain(key);
        RegisteredKey kept = command.stack.keys.list().get(0);
        assertThat(kept.keyHash()).isEqualTo(KeyHash.of(key));
        assertThat(kept.hint()).hasValue(key.substring(0, 12));
        assertThat(kept.createdAt()).hasValue(command.clock.instant());
        assertThat(kept.key()).isEqualTo(new ApiKey("production", "sdk.event", Set.of("ingest"), Optional.empty()));
        assertThat(kept.toString()).doesNotContain(key);
    }

    @Test
    void scopesSourceAndRateAreStored() {
        command.run("keys", "create", "a", "--scope", "ingest,read", "--source", "app", "--rate", "5", "--burst", "9")
                .succeeded();
        command.run("keys", "create", "b", "--scope", "entities", "--scope", "admin", "--rate", "5")
                .succeeded();
        assertThat(command.stack.keys.list())
                .extracting(RegisteredKey::key)
                .containsExactlyInAnyOrder(
                        new ApiKey("a", "app", Set.of("ingest", "read"), Optional.of(new RateLimit(5, 9))),
                        new ApiKey("b", "sdk.event", Set.of("entities", "admin"), Optional.of(new RateLimit(5, 5))));
    }

    @Test
    void anAgentKeyMayInvokeTheNamedPipelinesAlsoAfterRotation() {
        var made = command.run(
                        "keys", "create", "bot", "--agent", "--pipelines", "find-company,summarize", "--rate", "5")
                .succeeded();
        assertThat(made.out()).matches("ag_live_[0-9A-Za-z]{43}\\R");
        assertThat(made.err()).contains("invoke:find-company, invoke:summarize");
        ApiKey settings = new ApiKey(
                "bot", "agent", Set.of("invoke:find-company", "invoke:summarize"), Optional.of(new RateLimit(5, 5)));
        assertThat(command.stack.keys.find(KeyHash.of(made.out().strip()))).hasValue(settings);
        assertThat(command.run("keys", "list").out())
                .contains("ag_live_")
                .contains("invoke:find-company,invoke:summarize");
        String rotated = command.run("keys", "rotate", "bot").succeeded().out().strip();
        assertThat(rotated).startsWith("ag_live_");
        assertThat(command.stack.keys.find(KeyHash.of(rotated))).hasValue(settings);
        command.run("keys", "create", "all", "--agent", "--pipelines", "*").succeeded();
        assertThat(command.stack.keys.list())
                .extracting(RegisteredKey::key)
                .contains(new ApiKey("all", "agent", Set.of("invoke:*"), Optional.empty()));
    }

    @Test
    void withJsonOutputANewKeyIsOneObjectWithoutRemarks() {
        var result =
                command.run("keys", "create", "production", "--output", "json").succeeded();
        JsonNode json = result.json();
        assertThat(json.path("key").asText()).startsWith("il_live_");
        assertThat(json.path("hint").asText())
                .isEqualTo(json.path("key").asText().substring(0, 12));
        assertThat(json.path("scopes").toString()).isEqualTo("[\"ingest\"]");
        assertThat(json.path("created_at").asText()).isEqualTo("2026-01-31T10:00:00.000Z");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void invalidOptionsAreRefusedBeforeTheStackIsCalled() {
        command.run("keys", "create").failed(3, "NAME");
        command.run("keys", "create", "a", "--scope", "everything").failed(3, "everything", "ingest, entities, read");
        command.run("keys", "create", "a", "--burst", "5").failed(3, "--rate");
        command.run("keys", "create", "a", "--rate", "0").failed(3, "1 or more");
        command.run("keys", "create", "a", "--rate", "many").failed(3, "many");
        command.run("keys", "create", " ").failed(3, "name");
        command.run("keys", "create", "a", "--source", "SDK").failed(3, "source");
        command.run("keys", "create", "a", "--source", "agent").failed(3, "source", "not agent");
        command.run("keys", "create", "a", "--agent").failed(3, "--pipelines");
        command.run("keys", "create", "a", "--pipelines", "p").failed(3, "--agent");
        command.run("keys", "create", "a", "--agent", "--pipelines", "P*").failed(3, "pipeline's name", "P*");
        command.run("keys", "create", "a", "--agent", "--pipelines", "p,,q").failed(3, "pipeline's name");
        command.run("keys", "create", "a", "--agent", "--pipelines", "p", "--scope", "read")
                .failed(3, "--scope");
        command.run("keys", "create", "a", "--agent", "--pipelines", "p", "--source", "s")
                .failed(3, "--source");
        assertThat(command.targets).isEmpty();
        assertThat(command.stack.keys.list()).isEmpty();
    }

    @Test
    void aNameCanBeReusedOnlyAfterItsActiveKeyIsRevoked() {
        command.run("keys", "create", "web").succeeded();
        command.run("keys", "create", "web").failed(1, "web", "rotate");
        command.run("keys", "revoke", "web").succeeded();
        command.run("keys", "create", "web").succeeded();
    }

    @Test
    void listShowsKeysByTheirHints() {
        String key = command.run("keys", "create", "web").out().strip();
        command.clock.advance(Duration.ofSeconds(1));
        command.run("keys", "create", "batch", "--rate", "7", "--scope", "read,ingest");
        command.run("keys", "revoke", "web");
        var table = command.run("keys", "list").succeeded();
        assertThat(table.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("NAME").contains("HINT", "STATUS", "RATE PER SECOND"),
                        line -> assertThat(line).startsWith("web").contains(key.substring(0, 12), "revoked"),
                        line -> assertThat(line).startsWith("batch").contains("active", "ingest,read", "7"));
        assertThat(table.out()).doesNotContain(key);
        JsonNode json = command.run("keys", "list", "--output", "json").json();
        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("status").asText()).isEqualTo("revoked");
        assertThat(json.get(1).path("rate_per_second").asInt()).isEqualTo(7);
    }

    @Test
    void anEmptyListOfKeysIsNotAFailure() {
        var table = command.run("keys", "list").succeeded();
        assertThat(table.out()).isEmpty();
        assertThat(table.err()).contains("keys create");
        assertThat(command.run("keys", "list", "--output", "json").json()).isEmpty();
    }

    @Test
    void aKeyIsRevokedByNameOrHint() {
        command.run("keys", "create", "web");
        String other = command.run("keys", "create", "batch").out().substring(0, 12);
        assertThat(command.run("keys", "revoke", "web").succeeded().err()).contains("60 s");
        command.run("keys", "revoke", other).succeeded();
        assertThat(command.stack.keys.list()).noneMatch(RegisteredKey::active);
        command.run("keys", "revoke", "web").failed(1, "revoked already");
        command.run("keys", "revoke", "nobody").failed(1, "no key", "nobody");
    }

    @Test
    void anAmbiguousNameIsRefusedWithBothHints() {
        String first = command.run("keys", "create", "web").out().substring(0, 12);
        String second = command.run("keys", "rotate", "web", "--keep-old").out().substring(0, 12);
        command.run("keys", "revoke", "web").failed(1, first, second);
        command.run("keys", "rotate", "web").failed(1, first, second);
        assertThat(command.stack.keys.list()).allMatch(RegisteredKey::active);
        command.run("keys", "revoke", first).succeeded();
        command.run("keys", "revoke", "web").succeeded();
    }

    @Test
    void rotationKeepsTheSettingsAndRevokesTheOldKey() {
        String old = command.run("keys", "create", "web", "--scope", "ingest,read", "--rate", "5")
                .out()
                .strip();
        var rotated = command.run("keys", "rotate", "web").succeeded();
        String made = rotated.out().strip();
        assertThat(made).matches("il_live_[0-9A-Za-z]{43}").isNotEqualTo(old);
        assertThat(rotated.err()).contains("60 s");
        assertThat(command.stack.keys.find(KeyHash.of(old))).isEmpty();
        assertThat(command.stack.keys.find(KeyHash.of(made)))
                .hasValue(new ApiKey("web", "sdk.event", Set.of("ingest", "read"), Optional.of(new RateLimit(5, 5))));
    }

    @Test
    void aKeyWithoutAHintIsListedAndRevokedByItsHash() {
        command.stack.keys.add(new RegisteredKey(
                KeyHash.of("by hand"),
                Optional.empty(),
                new ApiKey("hand\u001b[2Jmade", "sdk.event", Set.of("ingest"), Optional.empty()),
                true,
                Optional.empty()));
        String hint = "sha256:" + KeyHash.of("by hand").substring(0, 12);
        assertThat(command.run("keys", "list").out()).contains(hint).contains("hand\ufffd[2Jmade");
        command.run("keys", "revoke", hint).succeeded();
    }

    @Test
    void anUnreachableTableIsOneLineAndExitCodeFour() {
        command.stack.keys.table.set(true);
        command.run("keys", "list").failed(4, "the Keys table did not answer");
        command.run("keys", "create", "web", "--local").failed(4, "./mvnw -Plocal");
        assertThat(command.run("keys", "list", "--debug").err()).contains("UnavailableException", "\tat ");
    }

    @Test
    void deniedAccessIsOneLineAndExitCodeFour() {
        command.stack.keys.table.refuse();
        command.run("keys", "list").failed(4, "the Keys table refused BatchGetItem");
        assertThat(command.run("keys", "list", "--debug").err()).contains("ServiceRefusalException", "\tat ");
    }

    @Test
    void aLeakedKeyCanBeRevokedByItselfAndIsNeverPrinted() {
        String key = command.run("keys", "create", "leaked").out().strip();
        var revoked = command.run("keys", "revoke", key).succeeded();
        assertThat(revoked.err()).doesNotContain(key);
        var again = command.run("keys", "revoke", key);
        again.failed(1, "revoked already", "il_live_…");
        command.run("keys", "revoke", key.replace("il_live_", "ag_live_")).failed(1, "ag_live_…");
        assertThat(again.err()).doesNotContain(key);
        assertThat(command.run("keys", "list", key).err()).contains("il_live_…").doesNotContain(key);
    }
}
