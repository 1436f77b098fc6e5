package com.ingestlayer.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Verifies {@code Stripe-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}
 * (docs.stripe.com/webhooks, "Verify webhook signatures manually"). While a secret is rotated, the header has one
 * {@code v1} per active secret. {@code v0} is used for Stripe's test events and proves nothing.
 */
final class StripeSignature implements Verifier {
    private static final String HEADER = "Stripe-Signature";
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

    @Override
    public void verify(Headers headers, byte[] body, SigningSecret secret, Instant now)
            throws InvalidSignatureException {
        String header = headers.value("stripe-signature").orElseThrow(() -> InvalidSignatureException.missing(HEADER));
        Set<String> timestamps = new HashSet<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String part : header.split(",")) {
            String item = part.strip();
            if (item.startsWith("t=")) {
                timestamps.add(item.substring(2));
            } else if (item.startsWith("v1=") && HEX.matcher(item.substring(3)).matches()) {
                signatures.add(HexFormat.of().parseHex(item.substring(3)));
            }
        }
        if (timestamps.size() != 1 || signatures.isEmpty()) {
            throw InvalidSignatureException.malformed(HEADER, "t=<unix seconds>,v1=<64 hex digits>");
        }
        String timestamp = timestamps.iterator().next();
        Timestamps.requireRecent(timestamp, HEADER, now);
        byte[] expected = WebhookSignature.hmac(secret, timestamp, body);
        if (signatures.stream().noneMatch(signature -> MessageDigest.isEqual(expected, signature))) {
            throw InvalidSignatureException.mismatch(HEADER);
        }
    }
}
