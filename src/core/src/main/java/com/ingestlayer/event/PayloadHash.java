package com.ingestlayer.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Sha256;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A hash by which payloads are compared: two payloads with the same content have the same hash. It is the SHA-256 of
 * the payload's canonical form: compact JSON in UTF-8, with the fields of each object sorted by name and each number
 * written as digits and exponent, so that {@code 1}, {@code 1.0} and {@code 10e-1} are equal and no digit is lost. (RFC
 * 8785 would round numbers to 64 bits.)
 *
 * @param value the hash in base64url without padding
 */
public record PayloadHash(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

    public PayloadHash {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a payload's hash: " + value);
        }
    }

    public static PayloadHash of(ObjectNode payload) {
        StringBuilder canonical = new StringBuilder(256);
        append(payload, canonical);
        byte[] hash = Sha256.digest().digest(canonical.toString().getBytes(UTF_8));
        return new PayloadHash(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    }

    private static void append(JsonNode node, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                char before = '{';
                for (Map.Entry<String, JsonNode> field : sorted(node)) {
                    out.append(before);
                    append(field.getKey(), out);
                    out.append(':');
                    append(field.getValue(), out);
                    before = ',';
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < node.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    append(node.get(i), out);
                }
                out.append(']');
            }
            case STRING -> append(node.textValue(), out);
            case NUMBER -> append(node.decimalValue().stripTrailingZeros(), out);
            default -> out.append(node.asText());
        }
    }

    private static List<Map.Entry<String, JsonNode>> sorted(JsonNode object) {
        return object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
    }

    private static void append(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }

    private static void append(BigDecimal number, StringBuilder out) {
        out.append(number.unscaledValue()).append('e').append(-(long) number.scale());
    }
}
