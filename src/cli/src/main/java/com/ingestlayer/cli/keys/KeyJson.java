package com.ingestlayer.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.RateOptions;
import com.ingestlayer.json.Json;
import java.util.List;

/** Renders keys as the JSON that commands print. */
final class KeyJson {
    static final List<String> COLUMNS =
            List.of("name", "hint", "status", "scopes", "source", "rate_per_second", "rate_burst", "created_at");

    private KeyJson() {}

    static ObjectNode of(RegisteredKey key) {
        ObjectNode json = Json.object()
                .put("name", key.key().name())
                .put("hint", key.shownHint())
                .put("status", key.active() ? "active" : "revoked");
        var scopes = json.putArray("scopes");
        key.key().scopes().stream().sorted().forEach(scopes::add);
        json.put("source", key.key().source());
        RateOptions.put(key.key().rateLimit(), json);
        key.createdAt().ifPresent(at -> json.put("created_at", Times.format(at)));
        return json;
    }
}
