package com.ingestlayer.aws.secrets;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.CallFailures;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.signature.SigningSecret;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;

/**
 * Writes secrets to where {@link SsmSecrets} reads them: SecureStrings in the parameter store of Systems Manager.
 * Thread-safe.
 */
public final class SsmSecretKeeper implements SecretKeeper {
    private static final String WHAT = "the parameter store";

    private final SsmClient ssm;
    private final String path;

    /** @param path the prefix of every parameter, such as {@code /ingestlayer/sources/} */
    public SsmSecretKeeper(SsmClient ssm, String path) {
        this.ssm = requireNonNull(ssm, "ssm is null");
        this.path = requireNonNull(path, "path is null");
    }

    @Override
    public void put(String name, SigningSecret secret) {
        PutParameterRequest request = PutParameterRequest.builder()
                .name(path + name)
                .type(ParameterType.SECURE_STRING)
                .value(secret.value())
                .overwrite(true)
                .build();
        try {
            ssm.putParameter(request);
        } catch (SdkException e) {
            throw CallFailures.of(WHAT, SsmSecrets.SERVICE, request, e);
        }
    }

    @Override
    public void remove(String name) {
        DeleteParameterRequest request =
                DeleteParameterRequest.builder().name(path + name).build();
        try {
            ssm.deleteParameter(request);
        } catch (ParameterNotFoundException e) {
            // the parameter did not exist
        } catch (SdkException e) {
            throw CallFailures.of(WHAT, SsmSecrets.SERVICE, request, e);
        }
    }
}
