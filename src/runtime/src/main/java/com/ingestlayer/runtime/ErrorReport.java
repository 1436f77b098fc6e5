package com.ingestlayer.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An error in the format of the Runtime API: JSON, restricted to ASCII. The JSON is written by hand, because a
 * runtime must not bring a library into a function.
 */
final class ErrorReport {
    private static final String HEX = "0123456789abcdef";

    private ErrorReport() {}

    static byte[] of(Throwable error) {
        StringBuilder json = new StringBuilder("{\"errorType\":\"");
        json.append(error.getClass().getName()).append("\",\"errorMessage\":\"");
        appendEscaped(String.valueOf(error.getMessage()), json);
        return json.append("\"}").toString().getBytes(US_ASCII);
    }

    private static void appendEscaped(String text, StringBuilder json) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                json.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    json.append(HEX.charAt(c >> shift & 0xf));
                }
            } else {
                json.append(c);
            }
        }
    }
}
