package com.ingestlayer.cli.keys;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.console.Output;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A key that has just been made: shown once, and kept as its hash. An agent's begins {@code ag_live_}. */
record NewKey(Credential credential, RegisteredKey registered) {
    static NewKey add(ApiKey settings, KeyRegistry keys, CliContext surroundings) {
        Credential credential = Credential.random(settings.isAgents() ? "ag_live_" : "il_live_", surroundings.random());
        RegisteredKey registered = new RegisteredKey(
                credential.hash(),
                Optional.of(credential.hint()),
                settings,
                true,
                Optional.of(surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS)));
        keys.add(registered);
        return new NewKey(credential, registered);
    }

    void show(Output output) {
        output.value(credential.text(), KeyJson.of(registered).put("key", credential.text()));
    }
}
