package com.ingestlayer.aws.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.AwsStub;
import com.ingestlayer.aws.StoreBreaker;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Timeouts;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stub with recorded answers replaces the parameter store, behind the real client. */
class SsmSecretsTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    private final AwsStub store = new AwsStub();
    private final SsmSecrets secrets =
            new SsmSecrets(TestEngines.clientsAt(store.endpoint())::ssm, "/stack/secrets/", clock);

    SsmSecretsTest() throws IOException {
        store.answers(parameter("first"));
    }

    @AfterEach
    void stop() {
        store.close();
    }

    /** Answers like the store, for a call with one name. */
    private static AwsStub.Answer parameter(String value) {
        ObjectNode answer = Json.object();
        ArrayNode found = answer.putArray("Parameters");
        for (String name : List.of("acme-webhook", "good", "other")) {
            found.addObject()
                    .put("Name", "/stack/secrets/" + name)
                    .put("Type", "SecureString")
                    .put("Value", value)
                    .put("Version", 1);
        }
        return AwsStub.of(200, Json.write(answer));
    }

    @Test
    void aSecretIsReadDecryptedFromThePath() {
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        assertThat(store.seen()).singleElement().satisfies(seen -> assertThat(seen.body())
                .contains("\"Names\":[\"/stack/secrets/acme-webhook\"]")
                .contains("\"WithDecryption\":true"));
    }

    @Test
    void aChangedSecretIsUsedWithinFiveMinutes() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofMinutes(5).minusSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(store.seen()).hasSize(2);
    }

    @Test
    void aChangedSecretIsFoundWithinTenSecondsIfTheOldOneDoesNotMatch() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofSeconds(10).minusMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("first"));
        clock.advance(Duration.ofMillis(1));
        assertThat(secrets.renewed("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
        assertThat(store.seen()).hasSize(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotExtendASecretsLife() {
        secrets.find("acme-webhook");
        store.answers(parameter("second"));
        clock.advance(Duration.ofHours(-1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("second"));
    }

    @Test
    void anUnsetSecretIsNotFound() {
        store.answers(parameters(Set.of("acme-webhook"), Set.of("acme-webhook")));
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }

    @Test
    void aSilentStoreIsUnavailableUnlessTheSecretIsKnown() {
        store.answers(AwsStub.of(500, "{}"));
        assertThatThrownBy(() -> secrets.find("acme-webhook")).isInstanceOf(UnavailableException.class);
        store.answers(parameter("first"));
        secrets.find("acme-webhook");
        store.answers(AwsStub.of(500, "{}"));
        clock.advance(Duration.ofHours(1));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
    }

    @Test
    void aBlankParameterIsNotASecret() {
        store.answers(parameter(" "));
        assertThat(secrets.find("acme-webhook")).isEmpty();
    }

    @Test
    void whiteSpaceAroundAParameterIsStripped() {
        store.answers(parameter(" first\n"));
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("first"));
    }

    private static Set<String> names(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "secret-" + i)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> namesIn(AwsStub.Seen seen) {
        List<String> names = new ArrayList<>();
        Json.read(seen.body()).path("Names").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** Answers like the store, for any names. The names in {@code missing} are not set. */
    private static AwsStub.Answer parameters(Set<String> names, Set<String> missing) {
        ObjectNode answer = Json.object();
        ArrayNode found = answer.putArray("Parameters");
        ArrayNode invalid = answer.putArray("InvalidParameters");
        names.forEach(name -> {
            if (missing.contains(name)) {
                invalid.add("/stack/secrets/" + name);
            } else {
                found.add(Json.object().put("Name", "/stack/secrets/" + name).put("Value", "value of " + name));
            }
        });
        return AwsStub.of(200, Json.write(answer));
    }

    @Test
    void secretsAreReadTenPerCall() {
        Set<String> names = names(25);
        store.answers(parameters(names, Set.of("secret-7")));
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads = secrets.findAll(names, Runnable::run);
        assertThat(reads).hasSize(25);
        reads.forEach((name, read) -> assertThat(read.join())
                .isEqualTo(
                        name.equals("secret-7")
                                ? Optional.empty()
                                : Optional.of(new SigningSecret("value of " + name))));
        assertThat(store.seen()).hasSize(3).allSatisfy(seen -> assertThat(seen.body())
                .contains("\"WithDecryption\":true"));
        assertThat(store.seen()).extracting(seen -> namesIn(seen).size()).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(store.seen().stream().flatMap(seen -> namesIn(seen).stream()))
                .hasSize(25)
                .doesNotHaveDuplicates()
                .contains("/stack/secrets/secret-7");
        assertThat(secrets.find("secret-1")).hasValue(new SigningSecret("value of secret-1"));
        assertThat(secrets.findAll(Set.of("secret-1"), Runnable::run)
                        .get("secret-1")
                        .join())
                .hasValue(new SigningSecret("value of secret-1"));
        assertThat(store.seen()).as("what was read is remembered").hasSize(3);
    }

    @Test
    void namesOfARefusedCallAreReadOneByOne() {
        store.answers(AwsStub.of(400, "{\"__type\":\"ValidationException\"}"), parameter("of one"));
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads =
                secrets.findAll(Set.of("good", "other"), Runnable::run);
        assertThat(reads.get("good").join()).hasValue(new SigningSecret("of one"));
        assertThat(reads.get("other").join()).hasValue(new SigningSecret("of one"));
        assertThat(store.seen()).hasSize(3);
    }

    @Test
    void aSilentStoreIsUnavailableForSecretsThatAreNotKnown() {
        store.answers(parameters(names(2), Set.of()));
        secrets.findAll(names(2), Runnable::run);
        clock.advance(Duration.ofHours(1));
        store.answers(AwsStub.of(500, "{}"));
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads = secrets.findAll(names(3), Runnable::run);
        assertThat(reads.get("secret-2").join()).hasValue(new SigningSecret("value of secret-2"));
        assertThatThrownBy(reads.get("secret-3")::join).hasCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void aHangingStoreIsNotAskedForEachRequestAndKnownSecretsAreKept() {
        SsmSecrets hasty = new SsmSecrets(
                TestEngines.clientsAt(
                        store.endpoint(),
                        new Timeouts(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Duration.ofMillis(500),
                                1,
                                Duration.ofMillis(1)))::ssm,
                "/stack/secrets/",
                clock);
        assertThat(hasty.find("good")).hasValue(new SigningSecret("first"));
        store.answers(store.never());
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 2 * StoreBreaker.FAILURES; i++) {
            assertThatThrownBy(() -> hasty.find("acme-webhook"))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessage("the parameter store did not answer");
        }
        assertThat(store.seen()).hasSize(1 + StoreBreaker.FAILURES);
        assertThat(hasty.find("good")).hasValue(new SigningSecret("first"));
        assertThatThrownBy(hasty.findAll(Set.of("other"), Runnable::run).get("other")::join)
                .hasCauseInstanceOf(UnavailableException.class);
        assertThat(store.seen()).hasSize(1 + StoreBreaker.FAILURES);
    }
}
