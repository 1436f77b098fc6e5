package com.ingestlayer.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.SsmSecretKeeper;
import com.ingestlayer.aws.SsmSecrets;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.json.Json;
import com.ingestlayer.local.engines.LocalServices;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.signature.SecretKeeperContract;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stands here because the parameter store does. */
class SsmSecretKeeperTest extends SecretKeeperContract {
    private static final String PATH = "/ingestlayer/sources/";

    private final ParameterStore store;
    private final AwsService service;

    SsmSecretKeeperTest() throws IOException {
        store = ParameterStore.start(0, Map.of(), Clock.systemUTC());
        service = LocalServices.at(AwsProtocol.SSM, store.endpoint());
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Override
    protected SecretKeeper keeper() {
        return new SsmSecretKeeper(service, PATH);
    }

    @Override
    protected Secrets secrets() {
        return new SsmSecrets(service, PATH, Clock.systemUTC());
    }

    @Test
    void aSecretIsKeptEncrypted() {
        keeper().put("shop", new SigningSecret("x"));
        ObjectNode request = Json.object().put("Name", PATH + "shop").put("WithDecryption", true);
        assertThat(service.call("GetParameter", request).at("/Parameter/Type").asText())
                .isEqualTo("SecureString");
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
