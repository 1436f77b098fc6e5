package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One entry of src/contract/signature-vectors.json. */
record SignatureVector(
        String name, List<String> secrets, String id, long timestamp, String body, String publicKey, String signature) {
    static Stream<SignatureVector> ownScheme() throws Exception {
        return read(file().path("vectors"), "header");
    }

    static Stream<SignatureVector> standardWebhooks() throws Exception {
        return read(file().path("standard_webhooks").path("vectors"), "signature");
    }

    private static JsonNode file() throws Exception {
        return StrictJson.parse(Files.readAllBytes(Path.of("../contract/signature-vectors.json")));
    }

    private static Stream<SignatureVector> read(JsonNode vectors, String signature) {
        return StreamSupport.stream(vectors.spliterator(), false).map(vector -> {
            List<String> secrets = new ArrayList<>();
            if (vector.has("secret")) {
                secrets.add(vector.path("secret").asText());
            }
            vector.path("secrets").forEach(secret -> secrets.add(secret.asText()));
            return new SignatureVector(
                    vector.path("name").asText(),
                    secrets,
                    vector.path("id").asText(),
                    vector.path("timestamp").asLong(),
                    vector.path("body").asText(),
                    vector.path("public_key").asText(),
                    vector.path(signature).asText());
        });
    }

    List<SigningSecret> signingSecrets() {
        return secrets.stream().map(SigningSecret::new).toList();
    }

    byte[] bodyBytes() {
        return body.getBytes(UTF_8);
    }

    Instant at() {
        return Instant.ofEpochSecond(timestamp);
    }

    @Override
    public String toString() {
        return name;
    }
}
