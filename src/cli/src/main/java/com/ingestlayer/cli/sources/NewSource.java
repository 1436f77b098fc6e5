package com.ingestlayer.cli.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.console.Output;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.WebhookSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A source that was just created. Its URL and its secret or bearer token are shown once.
 *
 * @param token the last segment of the URL
 * @param credential the secret or the bearer token; empty when the sender generates it later, or the source needs none
 */
record NewSource(Credential token, Optional<Credential> credential, RegisteredSource registered) {
    /** Creates the source. Stores the secret before the URL exists, so that no webhook meets a source without one. */
    static NewSource add(WebhookSource source, Optional<Credential> credential, Stack stack, CliContext context) {
        Credential token = Credential.random("whk_", context.random());
        RegisteredSource registered = new RegisteredSource(
                token.hash(),
                Optional.of(token.hint()),
                source,
                false,
                Optional.of(context.clock().instant().truncatedTo(ChronoUnit.MILLIS)));
        if (source.auth().scheme().isPresent()) {
            credential.ifPresent(secret -> stack.secrets().put(source.name(), new SigningSecret(secret.text())));
        }
        stack.sources().add(registered);
        return new NewSource(token, credential, registered);
    }

    void show(Output output, Optional<String> apiUrl) {
        ObjectNode once = Json.object().put("url", apiUrl.orElse("") + "/whk/" + token.text());
        credential.ifPresent(shown ->
                once.put(registered.source().auth().scheme().isPresent() ? "secret" : "bearer_token", shown.text()));
        output.one(output.isJson() ? SourceJson.of(registered).setAll(once) : once);
        output.remark("This is shown only now; keep it where you keep secrets.");
        if (credential.isEmpty()
                && AuthKind.senderMakesTheSecret(registered.source().auth())) {
            output.remark("Register the URL with the sender, who gives you a secret; then:"
                    + " ingestlayer sources set-secret " + registered.source().name() + " --secret-stdin");
        }
    }
}
