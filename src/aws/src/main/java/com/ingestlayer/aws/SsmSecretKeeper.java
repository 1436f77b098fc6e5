package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.signature.SigningSecret;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Puts secrets where {@link SsmSecrets} finds them: SecureStrings of the parameter store. Thread-safe. */
public final class SsmSecretKeeper implements SecretKeeper {
    private static final String WHAT = "the parameter store";

    private final SsmClient client;
    private final String path;

    /** @param path what stands before every name, such as {@code /ingestlayer/sources/} */
    public SsmSecretKeeper(SsmClient client, String path) {
        this.client = requireNonNull(client, "client is null");
        this.path = requireNonNull(path, "path is null");
    }

    @Override
    public void put(String name, SigningSecret secret) {
        try {
            client.putParameter(put -> put.name(path + name)
                    .type(ParameterType.SECURE_STRING)
                    .value(secret.value())
                    .overwrite(true));
        } catch (SdkException e) {
            throw new UnavailableException(WHAT, e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            client.deleteParameter(delete -> delete.name(path + name));
        } catch (ParameterNotFoundException e) {
            // as it should be
        } catch (SdkException e) {
            throw new UnavailableException(WHAT, e);
        }
    }
}
