package com.ingestlayer.cli.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Times;
import com.ingestlayer.cli.console.RateOptions;
import com.ingestlayer.json.Json;
import com.ingestlayer.source.RegisteredSource;
import java.util.List;

/** Renders sources as the JSON that commands print. */
final class SourceJson {
    static final List<String> COLUMNS =
            List.of("name", "hint", "status", "auth", "scheme", "rate_per_second", "rate_burst", "created_at");

    private SourceJson() {}

    static ObjectNode of(RegisteredSource source) {
        ObjectNode json = Json.object().put("name", source.source().name());
        source.hint().ifPresent(hint -> json.put("hint", hint));
        json.put("status", status(source))
                .put("auth", AuthKind.of(source.source().auth()).name());
        source.source().auth().scheme().ifPresent(scheme -> json.put("scheme", scheme.text()));
        RateOptions.put(source.source().rateLimit(), json);
        source.createdAt().ifPresent(at -> json.put("created_at", Times.format(at)));
        return json;
    }

    private static String status(RegisteredSource source) {
        if (source.revoked()) {
            return "revoked";
        }
        return source.source().paused() ? "paused" : "active";
    }
}
