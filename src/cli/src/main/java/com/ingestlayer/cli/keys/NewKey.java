package com.ingestlayer.cli.keys;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.console.Output;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A key that was just created. It is shown once and stored as its hash. The key of an agent starts with {@code ag_live_}, any
 * other with {@code il_live_}.
 */
record NewKey(Credential credential, RegisteredKey registered) {
    /** Generates a key and adds it to the registry. */
    static NewKey add(ApiKey settings, KeyRegistry keys, CliContext context) {
        Credential credential = Credential.random(settings.isAgents() ? "ag_live_" : "il_live_", context.random());
        RegisteredKey registered = new RegisteredKey(
                credential.hash(),
                Optional.of(credential.hint()),
                settings,
                true,
                Optional.of(context.clock().instant().truncatedTo(ChronoUnit.MILLIS)));
        keys.add(registered);
        return new NewKey(credential, registered);
    }

    void show(Output output) {
        output.value(credential.text(), KeyJson.of(registered).put("key", credential.text()));
    }
}
