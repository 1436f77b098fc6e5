package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * Writes a path as Quarkus REST routes it. API Gateway hands paths over decoded, so that whatever is not a letter, a digit or
 * one of {@code -._~} is encoded again here: a path's parameter then is what the client meant.
 */
final class GatewayPath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private GatewayPath() {}

    /**
     * The path, encoded. A slash at the end or after another one is encoded, too, because routing would take no notice of
     * it.
     *
     * @return {@code /}, where nothing is, for a path that does not begin with a slash
     */
    static String encode(String decoded) {
        if (!decoded.startsWith("/")) {
            return "/";
        }
        StringBuilder path = new StringBuilder(decoded.length() + 16);
        int last = decoded.length() - 1;
        for (int i = 0; i <= last; i = decoded.offsetByCodePoints(i, 1)) {
            char c = decoded.charAt(i);
            boolean separates = c == '/' && (i == 0 || (i < last && decoded.charAt(i - 1) != '/'));
            if (separates || isUnreserved(c)) {
                path.append(c);
            } else {
                appendEncoded(decoded.codePointAt(i), path);
            }
        }
        return path.toString();
    }

    private static boolean isUnreserved(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-._~".indexOf(c) >= 0;
    }

    private static void appendEncoded(int codePoint, StringBuilder path) {
        for (byte each : Character.toString(codePoint).getBytes(UTF_8)) {
            HEX.toHexDigits(path.append('%'), each);
        }
    }
}
