package com.ingestlayer.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Creates the headers of an outgoing webhook as defined by Standard Webhooks 1.0.0: {@code webhook-id},
 * {@code webhook-timestamp} and {@code webhook-signature}, which has one item per secret, separated by spaces.
 * Thread-safe.
 */
public final class StandardWebhooks {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private StandardWebhooks() {}

    /**
     * Signs one attempt.
     *
     * @param id an id without a dot that is the same at each attempt; receivers use it to drop repeats
     * @param secrets every active secret, none with a {@link #weakness}
     * @param body the exact bytes that are sent
     * @param at the time of the attempt; receivers refuse old ones
     */
    public static Map<String, String> headers(String id, List<SigningSecret> secrets, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ID, id);
        headers.put(TIMESTAMP, timestamp);
        headers.put(
                SIGNATURE,
                secrets.stream()
                        .map(secret -> StandardWebhooksKey.of(secret).sign(id, timestamp, body))
                        .collect(Collectors.joining(" ")));
        return headers;
    }

    /** Returns why the secret should not be used, as a phrase that follows its name; empty if it may be used. */
    public static Optional<String> weakness(SigningSecret secret) {
        try {
            return StandardWebhooksKey.of(secret) instanceof StandardWebhooksKey.Hmac key && key.isShort()
                    ? Optional.of("is too short: Standard Webhooks asks for at least 24 bytes before base 64")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }
}
