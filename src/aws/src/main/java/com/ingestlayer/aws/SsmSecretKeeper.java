package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.signature.SigningSecret;

/** Puts secrets where {@link SsmSecrets} finds them: SecureStrings of the parameter store. Thread-safe. */
public final class SsmSecretKeeper implements SecretKeeper {
    /** The code of a refusal for a name that nothing was put under. */
    private static final String NOT_FOUND = "ParameterNotFound";

    private static final String WHAT = "the parameter store";

    private final AwsService ssm;
    private final String path;

    /** @param path what stands before every name, such as {@code /ingestlayer/sources/} */
    public SsmSecretKeeper(AwsService ssm, String path) {
        this.ssm = requireNonNull(ssm, "ssm is null");
        this.path = requireNonNull(path, "path is null");
    }

    @Override
    public void put(String name, SigningSecret secret) {
        ObjectNode request = Json.object()
                .put("Name", path + name)
                .put("Type", "SecureString")
                .put("Value", secret.value())
                .put("Overwrite", true);
        try {
            ssm.call("PutParameter", request);
        } catch (AwsException e) {
            throw CallFailures.of(WHAT, e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            ssm.call("DeleteParameter", Json.object().put("Name", path + name));
        } catch (AwsRefusedException e) {
            if (!e.is(NOT_FOUND)) {
                throw CallFailures.of(WHAT, e);
            }
        } catch (AwsException e) {
            throw CallFailures.of(WHAT, e);
        }
    }
}
