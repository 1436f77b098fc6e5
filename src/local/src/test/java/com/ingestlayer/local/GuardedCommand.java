package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.json.Json;
import com.ingestlayer.local.engines.EngineProxy;
import com.ingestlayer.local.iam.Guard;
import com.ingestlayer.local.iam.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;

/** Where the {@code ingestlayer} command finds a stack's engines, with the rights that infra/docs/cli-policy.json gives. */
final class GuardedCommand implements AutoCloseable {
    /** What the command signs with where it is told {@code --local}. */
    private static final String ACCESS_KEY = "local";

    private final Guard guard = Guard.of(Map.of(ACCESS_KEY, role()));
    private final EngineProxy dynamoDb = new EngineProxy(guard);
    private final EngineProxy sqs = new EngineProxy(guard);
    private final EngineProxy ssm = new EngineProxy(guard);

    private static Role role() {
        try {
            String policy = Files.readString(TestStack.ROOT.resolve("infra/docs/cli-policy.json"));
            return Role.ofPolicy(
                    "the ingestlayer command",
                    Json.read(policy.replace("REGION", StackLayout.REGION)
                            .replace("ACCOUNT", "000000000000")
                            .replace("STACK", "ingestlayer")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Variables that lead the command to a stack. */
    Map<String, String> portsOf(LocalStack stack) {
        return Map.of(
                "INGESTLAYER_LOCAL_PORT_HTTP",
                Integer.toString(stack.httpPort()),
                "INGESTLAYER_LOCAL_PORT_DYNAMODB",
                port(dynamoDb.inFrontOf(stack.engines().dynamoDbEndpoint())),
                "INGESTLAYER_LOCAL_PORT_SQS",
                port(sqs.inFrontOf(stack.engines().sqsEndpoint())),
                "INGESTLAYER_LOCAL_PORT_SSM",
                port(ssm.inFrontOf(stack.parameters().endpoint())));
    }

    private static String port(URI endpoint) {
        return Integer.toString(endpoint.getPort());
    }

    /** Fails when the command asked for something that the policy does not allow. */
    @Override
    public void close() {
        dynamoDb.close();
        sqs.close();
        ssm.close();
        assertThat(guard.refusals())
                .as("calls that infra/docs/cli-policy.json does not allow")
                .isEmpty();
    }
}
