package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Names the slot of a value. */
final class SlotNames {
    private SlotNames() {}

    /**
     * The slot's name, with a hash of the value in place of what may be an e-mail address; empty where the ref points at
     * nothing or null, which no step counts.
     *
     * @param step tells steps of one pipeline apart
     */
    static Optional<String> of(Facts facts, String step, Ref key) {
        JsonNode value = key.in(facts);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(step + "#" + facts.pipeline() + "#" + key + "#" + hash(Json.write(value)));
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
