package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/**
 * Encodes a position in a list as base64url, so that it needs no escaping in a URL and callers do not construct
 * cursors of their own.
 */
final class Cursor {
    private static final int MAX_LENGTH = 4096;

    private Cursor() {}

    static String encode(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(UTF_8));
    }

    /** Returns the position, or empty when the cursor is not valid. */
    static Optional<String> decode(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] position = Base64.getUrlDecoder().decode(cursor);
            return Optional.of(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(position)).toString());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
