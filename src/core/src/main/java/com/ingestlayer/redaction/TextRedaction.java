package com.ingestlayer.redaction;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * Redacts text. Thread-safe.
 *
 * @param key the key for {@link Treatment#HASH}, which needs one
 */
record TextRedaction(Optional<HashKey> key) {
    private static final int MIN_NUMBER_LENGTH = 13; // the shortest card number

    TextRedaction {
        requireNonNull(key, "key is null");
    }

    /** Returns a whole value after its treatment; a missing node if it is removed. */
    JsonNode whole(JsonNode value, Treatment treatment, SearchedTexts searched) {
        return switch (treatment) {
            case RAW -> value;
            case STRIP -> MissingNode.getInstance();
            case HASH -> TextNode.valueOf(hash(value.isTextual() ? value.textValue() : Json.write(value)));
            case MASK -> TextNode.valueOf(value.isTextual() ? masked(value.textValue(), searched) : Mask.ALL);
        };
    }

    /** Returns a text or number with all findings in it treated; any other value is returned as it is. */
    JsonNode inside(JsonNode value, Treatment treatment, SearchedTexts searched) {
        boolean mayHold =
                value.isTextual() || (value.isIntegralNumber() && value.asText().length() >= MIN_NUMBER_LENGTH);
        if (!mayHold) {
            return value;
        }
        String redacted = found(value.asText(), treatment, searched);
        return redacted.equals(value.asText()) ? value : TextNode.valueOf(redacted);
    }

    /** Returns the text with all findings in it treated; the text itself if there are none. */
    String found(String text, Treatment treatment, SearchedTexts searched) {
        if (treatment == Treatment.RAW) {
            return text;
        }
        List<Finding> findings = searched.findingsIn(text);
        if (findings.isEmpty()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        int at = 0;
        for (Finding finding : findings) {
            String plain =
                    PlainView.of(text.substring(finding.start(), finding.end())).text();
            result.append(text, at, finding.start());
            result.append(
                    switch (treatment) {
                        case STRIP -> "";
                        case HASH -> hash(plain);
                        default -> Mask.of(finding.kind(), plain);
                    });
            at = finding.end();
        }
        return result.append(text, at, text.length()).toString();
    }

    /** Returns the mask of a whole text, by its kind if all of it is one finding. */
    static String masked(String text, SearchedTexts searched) {
        List<Finding> findings = searched.findingsIn(text);
        boolean whole = findings.size() == 1
                && findings.get(0).start() == 0
                && findings.get(0).end() == text.length();
        return whole ? Mask.of(findings.get(0).kind(), PlainView.of(text).text()) : Mask.of(text);
    }

    String hash(String text) {
        return key.orElseThrow(() -> new IllegalStateException("hash without a key"))
                .hash(text);
    }
}
