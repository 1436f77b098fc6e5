package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/**
 * Converts a path to the form that Quarkus REST routes. API Gateway passes paths decoded, so everything except
 * letters, digits and {@code -._~} is encoded again here. A path parameter is then what the client meant.
 */
final class GatewayPath {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private GatewayPath() {}

    /**
     * Encodes a path. A slash at the end or after another slash is encoded too, because routing would ignore it.
     *
     * @return the encoded path, or {@code /}, which has no resource, if the path does not begin with a slash
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
