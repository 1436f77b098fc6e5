package com.ingestlayer.local.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.secrets.SsmSecretKeeper;
import com.ingestlayer.aws.secrets.SsmSecrets;
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
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Stands here because the parameter store does. */
class SsmSecretKeeperTest extends SecretKeeperContract {
    private static final String PATH = "/ingestlayer/sources/";

    private final ParameterStore store;
    private final SsmClient ssm;

    SsmSecretKeeperTest() throws IOException {
        store = ParameterStore.start(0, Map.of(), Clock.systemUTC());
        ssm = LocalServices.at(store.endpoint()).ssm();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @Override
    protected SecretKeeper keeper() {
        return new SsmSecretKeeper(ssm, PATH);
    }

    @Override
    protected Secrets secrets() {
        return new SsmSecrets(() -> ssm, PATH, Clock.systemUTC());
    }

    @Test
    void aSecretIsKeptEncrypted() {
        keeper().put("shop", new SigningSecret("x"));
        assertThat(ssm.getParameter(get -> get.name(PATH + "shop")).parameter().type())
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
