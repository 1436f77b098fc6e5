package com.ingestlayer.cli.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceCommandsTest {
    private final TestCommand command = new TestCommand();

    private Optional<WebhookSource> sourceAt(String url) {
        return command.stack.sources.find(KeyHash.of(url.substring(url.lastIndexOf('/') + 1)));
    }

    private JsonNode json(String... arguments) {
        return command.run(List.of(arguments), "--output", "json").succeeded().json();
    }

    private Optional<SigningSecret> secretOf(String name) {
        return command.stack.secrets.find(name);
    }

    @Test
    void aNewSourcePrintsItsUrlAndSecretOnce() {
        var result = command.run("sources", "create", "shop").succeeded();
        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("url +https://api\\.example/whk/whk_[0-9A-Za-z]{43}"),
                        line -> assertThat(line).matches("secret +whsec_[0-9A-Za-z+/]{43}="));
        String url = result.out().lines().findFirst().orElseThrow().split(" +")[1];
        String secret = result.out().lines().skip(1).findFirst().orElseThrow().split(" +")[1];
        assertThat(secretOf("shop")).hasValue(new SigningSecret(secret));
        assertThat(sourceAt(url))
                .hasValue(new WebhookSource(
                        "shop", new SourceAuth.Hmac(SignatureScheme.INGESTLAYER), false, Optional.empty()));
        assertThat(command.stack.sources.list().toString())
                .doesNotContain(secret)
                .doesNotContain(url.substring(url.lastIndexOf('/') + 1));
        assertThat(result.err()).doesNotContain(secret);
    }

    @Test
    void theSecretOfASenderIsSetLater() {
        var created =
                command.run("sources", "create", "stripe", "--scheme", "stripe").succeeded();
        assertThat(created.out()).contains("url").doesNotContain("secret");
        assertThat(created.err()).contains("sources set-secret stripe");
        assertThat(secretOf("stripe")).isEmpty();
        String secret = "whsec_of_stripe";
        var set = command.runWithInput(secret + "\n", "sources", "set-secret", "stripe", "--secret-stdin")
                .succeeded();
        assertThat(secretOf("stripe")).hasValue(new SigningSecret(secret));
        assertThat(set.out() + set.err()).doesNotContain(secret);
    }

    @Test
    void secretsComeFromTheEnvironmentOrStandardInput() {
        command.environment.put("HOOK", "from-github");
        command.run("sources", "create", "github", "--scheme", "github", "--secret-from-env", "HOOK")
                .succeeded();
        assertThat(secretOf("github")).hasValue(new SigningSecret("from-github"));
        command.run("sources", "create", "a", "--secret-from-env", "NOT_SET").failed(1, "NOT_SET");
        command.runWithInput(" \n", "sources", "create", "a", "--secret-stdin").failed(1, "standard input");
        command.run("sources", "create", "a", "--secret-stdin", "--secret-from-env", "HOOK")
                .failed(3, "not both");
        command.run("sources", "create", "a", "--secret", "x").failed(3, "--secret");
        command.run("sources", "set-secret", "github").failed(3, "--secret-stdin");
    }

    @Test
    void anUnusableSecretIsRefusedAndNotPrinted() {
        var result = command.runWithInput(
                "not base 64!", "sources", "create", "svix", "--scheme", "standard-webhooks", "--secret-stdin");
        result.failed(1, "base 64");
        assertThat(result.err()).doesNotContain("not base 64!");
        command.runWithInput(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "sources",
                        "create",
                        "svix",
                        "--scheme",
                        "standard-webhooks",
                        "--secret-stdin")
                .succeeded();
        command.runWithInput("a b", "sources", "create", "crm", "--auth", "bearer", "--secret-stdin")
                .failed(1, "RFC");
    }

    @Test
    void onlyTheHashOfABearerTokenIsStored() {
        JsonNode made = json("sources", "create", "crm", "--auth", "bearer", "--rate", "5", "--burst", "9");
        String token = made.path("bearer_token").asText();
        assertThat(token).matches("whb_[0-9A-Za-z]{43}");
        assertThat(sourceAt(made.path("url").asText()))
                .hasValue(new WebhookSource(
                        "crm", new SourceAuth.Bearer(KeyHash.of(token)), false, Optional.of(new RateLimit(5, 9))));
        assertThat(secretOf("crm")).isEmpty();
        JsonNode theirs = command.runWithInput(
                        "their-token",
                        "sources",
                        "create",
                        "erp",
                        "--auth",
                        "bearer",
                        "--secret-stdin",
                        "--output",
                        "json")
                .json();
        assertThat(sourceAt(theirs.path("url").asText()).orElseThrow().auth())
                .isEqualTo(new SourceAuth.Bearer(KeyHash.of("their-token")));
    }

    @Test
    void aSourceWithoutAuthenticationHasOnlyAUrl() {
        JsonNode made = json("sources", "create", "open", "--auth", "none");
        assertThat(made.has("secret")).isFalse();
        assertThat(sourceAt(made.path("url").asText()).orElseThrow().auth()).isEqualTo(new SourceAuth.None());
    }

    @Test
    void invalidOptionsAreRefused() {
        command.run("sources", "create", "Shop").failed(3, "small letters");
        command.run("sources", "create", "a", "--scheme", "strip").failed(3, "stripe");
        command.run("sources", "create", "a", "--auth", "none", "--scheme", "stripe")
                .failed(3, "--scheme");
        command.run("sources", "create", "a", "--auth", "none", "--secret-stdin")
                .failed(3, "no secret");
        command.run("sources", "create", "a", "--auth", "basic").failed(3, "hmac, bearer, none");
        command.run("sources", "create", "shop").succeeded();
        command.run("sources", "create", "shop").failed(1, "shop", "rotate");
        command.run("sources", "pause", "nobody").failed(1, "nobody");
        assertThat(command.stack.sources.list()).hasSize(1);
    }

    @Test
    void rotationChangesUrlAndSecretAndKeepsTheSettings() {
        JsonNode old = json("sources", "create", "shop", "--rate", "5");
        JsonNode made = json("sources", "rotate", "shop");
        assertThat(made.path("url")).isNotEqualTo(old.path("url"));
        assertThat(made.path("secret").asText())
                .startsWith("whsec_")
                .isNotEqualTo(old.path("secret").asText());
        assertThat(secretOf("shop"))
                .hasValue(new SigningSecret(made.path("secret").asText()));
        assertThat(sourceAt(old.path("url").asText())).isEmpty();
        assertThat(sourceAt(made.path("url").asText()).orElseThrow().rateLimit())
                .hasValue(new RateLimit(5, 5));
        assertThat(command.run("sources", "rotate", "shop").err())
                .contains("60 s")
                .contains("10 seconds");
    }

    @Test
    void rotationKeepsASecretThatTheSenderGenerates() {
        command.runWithInput("whsec_x", "sources", "create", "stripe", "--scheme", "stripe", "--secret-stdin");
        var rotated = command.run("sources", "rotate", "stripe").succeeded();
        assertThat(rotated.out()).doesNotContain("secret");
        assertThat(secretOf("stripe")).hasValue(new SigningSecret("whsec_x"));
    }

    @Test
    void aPausedSourceStaysPausedUntilItIsResumed() {
        command.run("sources", "create", "shop");
        assertThat(command.run("sources", "pause", "shop").succeeded().err()).contains("60 s");
        JsonNode rotated = json("sources", "rotate", "shop");
        assertThat(rotated.path("status").asText()).isEqualTo("paused");
        assertThat(json("sources", "resume", "shop").path("status").asText()).isEqualTo("active");
        assertThat(sourceAt(rotated.path("url").asText()).orElseThrow().paused())
                .isFalse();
    }

    @Test
    void aRevokedSourceIsListedAndItsNameCanBeReused() {
        JsonNode made = json("sources", "create", "shop");
        command.run("sources", "revoke", "shop").succeeded();
        assertThat(sourceAt(made.path("url").asText())).isEmpty();
        assertThat(secretOf("shop")).isEmpty();
        command.run("sources", "revoke", "shop").failed(1, "no source");
        command.run("sources", "create", "shop", "--auth", "none").succeeded();
        var list = command.run("sources", "list").succeeded();
        assertThat(list.out()).contains("revoked", "active", made.path("hint").asText());
        assertThat(list.out()).doesNotContain(made.path("secret").asText());
        assertThat(json("sources", "list")).hasSize(2);
    }

    @Test
    void anUnreachableSecretStoreLeavesNoSourceWithoutASecret() {
        command.stack.secrets.store.set(true);
        command.run("sources", "create", "shop").failed(4, "the parameter store did not answer");
        assertThat(command.stack.sources.list()).isEmpty();
    }
}
