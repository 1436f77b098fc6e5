package com.ingestlayer.signature;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The headers of a webhook that is sent by Standard Webhooks 1.0.0: {@code webhook-id}, {@code webhook-timestamp} and
 * {@code webhook-signature}, which has an item for each secret, parted by spaces. Thread-safe.
 */
public final class StandardWebhooks {
    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";

    private StandardWebhooks() {}

    /**
     * Signs one attempt.
     *
     * @param id the same at each attempt, and without a dot: receivers drop repeats by it
     * @param secrets every active one, none with a {@link #weakness}
     * @param body the very bytes that are sent
     * @param at the moment of the attempt; receivers refuse old ones
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

    /** Why nothing should be signed with a secret, in words that go on after its name; empty when it may be used. */
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
