package com.ingestlayer.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.SsmSecretKeeper;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.signature.SecretKeeperContract;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Stands here because the parameter store does. */
class SsmSecretKeeperTest extends SecretKeeperContract {
    private static final String PATH = "/ingestlayer/sources/";

    private final ParameterStore store;
    private final SsmClient client;

    SsmSecretKeeperTest() throws IOException {
        store = ParameterStore.start(0, Map.of(), Clock.systemUTC());
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

    @Override
    protected SecretKeeper keeper() {
        return new SsmSecretKeeper(client, PATH);
    }

    @Override
    protected Secrets secrets() {
        return new SsmSecrets(client, PATH, Clock.systemUTC());
    }

    @Test
    void aSecretIsKeptEncrypted() {
        keeper().put("shop", new SigningSecret("x"));
        assertThat(client.getParameter(get -> get.name(PATH + "shop").withDecryption(true))
                        .parameter()
                        .type())
                .isEqualTo(ParameterType.SECURE_STRING);
    }

    @Test
    void aStoreThatCannotBeReachedIsUnavailable() {
        store.close();
        assertThatThrownBy(() -> keeper().put("shop", new SigningSecret("hidden")))
                .isInstanceOf(UnavailableException.class)
                .hasMessageNotContaining("hidden");
        assertThatThrownBy(() -> keeper().remove("shop")).isInstanceOf(UnavailableException.class);
    }
}
