package com.ingestlayer.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The store as AWS's own client sees it. */
class ParameterStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");
    private static final Map<String, String> VARIABLES = Map.of(
            "ACME_WEBHOOK",
            "of the environment",
            "EMPTY",
            " ",
            "SPACED",
            " of a file\n",
            "SHOPIFY",
            "not a source's",
            "SOURCE_SHOPIFY",
            "shop");

    private final ParameterStore store;
    private final SsmClient client;

    ParameterStoreTest() throws IOException {
        store = ParameterStore.start(0, VARIABLES, Clock.fixed(NOW, ZoneOffset.UTC));
        client = SsmClient.builder()
                .endpointOverride(store.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        store.close();
    }

    private long put(String name, String value, boolean overwrite) {
        return client.putParameter(put -> put.name(name)
                        .value(value)
                        .type(ParameterType.SECURE_STRING)
                        .overwrite(overwrite))
                .version();
    }

    private Parameter get(String name) {
        return client.getParameter(get -> get.name(name).withDecryption(true)).parameter();
    }

    @Test
    void whatWasPutIsFound() {
        assertThat(put("/ingestlayer/sources/github", "größer 😀", false)).isEqualTo(1);
        Parameter found = get("/ingestlayer/sources/github");
        assertThat(found.value()).isEqualTo("größer 😀");
        assertThat(found.name()).isEqualTo("/ingestlayer/sources/github");
        assertThat(found.type()).isEqualTo(ParameterType.SECURE_STRING);
        assertThat(found.version()).isEqualTo(1);
        assertThat(found.lastModifiedDate()).isEqualTo(NOW);
        assertThat(found.arn()).isEqualTo("arn:aws:ssm:eu-central-1:000000000000:parameter/ingestlayer/sources/github");
    }

    @Test
    void aFileKeepsWhatWasPutAndForgetsWhatWasDeleted(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("parameters.json");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        SecretVariables none = new SecretVariables(Map.of());
        Parameters first = new Parameters(none, Optional.of(new ParameterFile(file)), clock);
        first.put("/kept", Optional.of("SecureString"), "größer 😀", false);
        first.put("/deleted", Optional.of("String"), "a", false);
        first.delete("/deleted");
        Parameters second = new Parameters(none, Optional.of(new ParameterFile(file)), clock);
        assertThat(second.get("/kept")).isEqualTo(first.get("/kept"));
        assertThat(second.getAll(List.of("/deleted")).missing()).containsExactly("/deleted");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatNobodyPutIsNotFound() {
        assertThatThrownBy(() -> get("/ingestlayer/sources/nobody")).isInstanceOf(ParameterNotFoundException.class);
        assertThatThrownBy(() -> client.deleteParameter(delete -> delete.name("/ingestlayer/sources/nobody")))
                .isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void aParameterIsOverwrittenOnlyWhenThatIsAskedFor() {
        put("/a", "first", false);
        assertThatThrownBy(() -> put("/a", "second", false)).isInstanceOf(ParameterAlreadyExistsException.class);
        assertThat(get("/a").value()).isEqualTo("first");
        assertThat(put("/a", "second", true)).isEqualTo(2);
        assertThat(get("/a").value()).isEqualTo("second");
    }

    @Test
    void aDeletedParameterIsGone() {
        put("/a", "first", false);
        client.deleteParameter(delete -> delete.name("/a"));
        assertThatThrownBy(() -> get("/a")).isInstanceOf(ParameterNotFoundException.class);
        assertThat(put("/a", "again", false)).isEqualTo(1);
    }

    @Test
    void aSecretIsNotReadableWithoutDecryption() {
        put("/a", "hidden", false);
        assertThat(client.getParameter(get -> get.name("/a")).parameter().value())
                .doesNotContain("hidden");
        client.putParameter(put ->
                put.name("/plain").value("open").type(ParameterType.STRING).overwrite(false));
        assertThat(client.getParameter(get -> get.name("/plain")).parameter().value())
                .isEqualTo("open");
    }

    @Test
    void aSecretThatNobodyPutIsAVariable() {
        SsmSecrets secrets = new SsmSecrets(() -> client, "/ingestlayer/secrets/", Clock.systemUTC());
        assertThat(secrets.find("acme-webhook")).hasValue(new SigningSecret("of the environment"));
        assertThat(secrets.find("acme.webhook")).hasValue(new SigningSecret("of the environment"));
        assertThat(secrets.find("empty")).isEmpty();
        assertThat(secrets.find("other")).isEmpty();
        SsmSecrets sources = new SsmSecrets(() -> client, "/ingestlayer/sources/", Clock.systemUTC());
        assertThat(sources.find("shopify")).hasValue(new SigningSecret("shop"));
        assertThat(sources.find("acme-webhook")).isEmpty();
        assertThatThrownBy(() -> get("/elsewhere/acme-webhook")).isInstanceOf(ParameterNotFoundException.class);
    }

    @Test
    void aParameterComesBeforeTheVariableOfItsName() {
        put("/ingestlayer/secrets/acme-webhook", "rotated", false);
        assertThat(get("/ingestlayer/secrets/acme-webhook").value()).isEqualTo("rotated");
        client.deleteParameter(delete -> delete.name("/ingestlayer/secrets/acme-webhook"));
        assertThat(get("/ingestlayer/secrets/acme-webhook").value()).isEqualTo("of the environment");
    }

    private GetParametersResponse getAll(String... names) {
        return client.getParameters(get -> get.names(names).withDecryption(true));
    }

    @Test
    void severalAreReadInOneCallAndThoseThatAreNotThereAreNamed() {
        put("/a", "first", false);
        GetParametersResponse found = getAll("/a", "/ingestlayer/secrets/acme-webhook", "/nobody");
        assertThat(found.parameters())
                .extracting(Parameter::name, Parameter::value)
                .containsExactlyInAnyOrder(
                        tuple("/a", "first"), tuple("/ingestlayer/secrets/acme-webhook", "of the environment"));
        assertThat(found.invalidParameters()).containsExactly("/nobody");
        assertThat(client.getParameters(get -> get.names("/a"))
                        .parameters()
                        .get(0)
                        .value())
                .isNotEqualTo("first");
    }

    @Test
    void aCallForNoNameOrForMoreThanTenOrForAMalformedOneIsRefusedAsAWhole() {
        String[] eleven = IntStream.range(0, 11).mapToObj(i -> "/n" + i).toArray(String[]::new);
        put("/a", "first", false);
        for (String[] names : List.of(new String[0], eleven, new String[] {"/a", "/a b"}, new String[] {"/a", "/a"})) {
            assertThatThrownBy(() -> getAll(names)).isInstanceOfSatisfying(SsmException.class, e -> assertThat(
                            e.awsErrorDetails().errorCode())
                    .isEqualTo("ValidationException"));
        }
        assertThat(getAll(Arrays.copyOf(eleven, 10)).invalidParameters()).hasSize(10);
    }

    @Test
    void whiteSpaceAroundAVariableOrAParameterIsNoPartOfTheSecret() {
        put("/ingestlayer/secrets/pasted", "whsec_pasted\n", false);
        SsmSecrets secrets = new SsmSecrets(() -> client, "/ingestlayer/secrets/", Clock.systemUTC());
        assertThat(secrets.find("pasted")).hasValue(new SigningSecret("whsec_pasted"));
        assertThat(secrets.find("spaced")).hasValue(new SigningSecret("of a file"));
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads =
                secrets.findAll(Set.of("acme-webhook", "empty", "not-there", "not a name"), Runnable::run);
        assertThat(reads.get("acme-webhook").join()).hasValue(new SigningSecret("of the environment"));
        assertThat(reads.get("empty").join()).isEmpty();
        assertThat(reads.get("not-there").join()).isEmpty();
        assertThatThrownBy(reads.get("not a name")::join).hasCauseInstanceOf(ServiceRefusalException.class);
    }

    @Test
    void aWrongParameterIsRefused() {
        assertThatThrownBy(() -> put("/a", "x".repeat(4097), false))
                .isInstanceOfSatisfying(
                        SsmException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
        assertThatThrownBy(() -> client.putParameter(put -> put.name("/a").value("no type")))
                .isInstanceOf(SsmException.class)
                .hasMessageContaining("Type must be one of");
        assertThatThrownBy(() -> client.describeParameters())
                .isInstanceOfSatisfying(
                        SsmException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
    }

    @ParameterizedTest
    @CsvSource({"'', {}", "AmazonSSM.GetParameter, not JSON", "AmazonSSM.PutParameter, '[]'", "DynamoDB.GetItem, {}"})
    void whatIsNoCallIsRefusedToo(String target, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(store.endpoint() + "/"))
                                .header("X-Amz-Target", target)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"__type\":");
    }
}
