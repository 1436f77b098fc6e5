package com.ingestlayer.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A webhook as it was received, with the secret and time to verify it. */
record ReceivedWebhook(
        SignatureScheme scheme, Map<String, String> headers, String body, String secret, Instant verifiedAt) {
    ReceivedWebhook with(String header, UnaryOperator<String> change) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.computeIfPresent(header, (name, value) -> change.apply(value));
        return new ReceivedWebhook(scheme, changed, body, secret, verifiedAt);
    }

    ReceivedWebhook without(String header) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new ReceivedWebhook(scheme, fewer, body, secret, verifiedAt);
    }

    ReceivedWebhook withHeaders(Map<String, String> others) {
        return new ReceivedWebhook(scheme, others, body, secret, verifiedAt);
    }

    ReceivedWebhook withBody(String other) {
        return new ReceivedWebhook(scheme, headers, other, secret, verifiedAt);
    }

    ReceivedWebhook withSecret(String other) {
        return new ReceivedWebhook(scheme, headers, body, other, verifiedAt);
    }

    ReceivedWebhook at(Instant other) {
        return new ReceivedWebhook(scheme, headers, body, secret, other);
    }

    void verify() throws InvalidSignatureException {
        scheme.verify(
                name -> Optional.ofNullable(headers.get(name)),
                body.getBytes(UTF_8),
                new SigningSecret(secret),
                verifiedAt);
    }
}
