package com.ingestlayer.local.receiver;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.time.Instant;
import java.util.Map;

/**
 * One POST that came in.
 *
 * @param path with its query
 * @param headers by lower-case name
 * @param body the raw text
 * @param signature {@code valid}, {@code invalid} or {@code none}
 */
public record ReceivedWebhook(Instant at, String path, Map<String, String> headers, String body, String signature) {
    public ReceivedWebhook {
        requireNonNull(at, "at is null");
        requireNonNull(path, "path is null");
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
        requireNonNull(signature, "signature is null");
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("at", at.toString());
        json.put("path", path);
        ObjectNode names = json.putObject("headers");
        headers.keySet().stream().sorted().forEach(name -> names.put(name, headers.get(name)));
        json.put("body", body);
        json.put("signature", signature);
        return json;
    }
}
