package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Creates the ids of events and deliveries. Thread-safe. */
final class Ids {
    private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Returns a ULID: 48 bits of time and 80 random bits. */
    static String fresh(long nowMillis) {
        return "evt_" + base32(nowMillis << 16 | RANDOM.nextInt(1 << 16), RANDOM.nextLong());
    }

    /** Returns an id that is always the same for the same source, type, key and window. */
    static String derived(String source, String type, String key, long window) {
        return "evt_" + digest(source, type, key, Long.toString(window));
    }

    static String delivery(String eventId, String pipeline, String destination) {
        return "dlv_" + digest(eventId, pipeline, destination);
    }

    /** Returns an event's shard in the indexes of the Events table. */
    static char shard(String eventId) {
        int digit = String.valueOf(CROCKFORD).indexOf(eventId.charAt(eventId.length() - 1));
        return Character.forDigit(digit % 16, 16);
    }

    static String sha256Hex(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
    }

    /** Returns a hash that is equal for equal payloads. */
    static String payloadHash(ObjectNode payload) {
        byte[] hash = sha256().digest(Json.write(canonical(payload)).getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    /**
     * Returns the canonical form: sorted names, and numbers as digits and exponent, so that equal values have the
     * same text.
     */
    private static JsonNode canonical(JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            return NODES.rawValueNode(new RawValue(number.unscaledValue() + "e" + -(long) number.scale()));
        }
        if (value.isArray()) {
            ArrayNode array = NODES.arrayNode();
            value.forEach(element -> array.add(canonical(element)));
            return array;
        }
        ObjectNode object = NODES.objectNode();
        value.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> object.set(field.getKey(), canonical(field.getValue())));
        return value.isObject() ? object : value;
    }

    private static String digest(String... parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            sha256.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
            sha256.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
        return base32(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String base32(long high, long low) {
        char[] text = new char[26];
        for (int i = text.length - 1; i >= 0; i--) {
            text[i] = CROCKFORD[(int) (low & 31)];
            low = low >>> 5 | high << 59;
            high >>>= 5;
        }
        return new String(text);
    }
}
