package com.ingestlayer.aws.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Sha256;
import com.ingestlayer.Times;
import com.ingestlayer.signature.HmacSha256;
import java.net.URL;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Signs POST requests without a query (IAM User Guide, "Create a signed AWS API request": Signature Version 4). The key of a
 * day is derived once. Thread-safe.
 */
final class SignatureV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    private final String region;
    private final String service;
    private volatile DayKey dayKey = new DayKey(new byte[0], "", "");

    /** The key for one day and one secret. */
    private static final class DayKey {
        final byte[] key;
        final String day;
        final String secret;

        DayKey(byte[] key, String day, String secret) {
            this.key = key;
            this.day = day;
            this.secret = secret;
        }
    }

    /** @param service its signing name, such as {@code dynamodb} */
    SignatureV4(String region, String service) {
        this.region = requireNonNull(region, "region is null");
        this.service = requireNonNull(service, "service is null");
    }

    /**
     * The headers that a request needs beside those given: date, token and authorization.
     *
     * @param headers names in lower case; all are signed, and {@code host} must not be among them
     */
    Map<String, String> sign(
            Credentials credentials, URL target, Map<String, String> headers, byte[] body, Instant now) {
        String time = basic(now);
        SortedMap<String, String> all = new TreeMap<>(headers);
        all.put("host", host(target));
        all.put("x-amz-date", time);
        credentials.sessionToken().ifPresent(token -> all.put("x-amz-security-token", token));
        String names = String.join(";", all.keySet());
        StringBuilder canonical =
                new StringBuilder(512).append("POST\n").append(path(target)).append("\n\n");
        all.forEach((name, value) ->
                canonical.append(name).append(':').append(value.strip()).append('\n'));
        canonical.append('\n').append(names).append('\n').append(Sha256.hex(body));
        String day = time.substring(0, 8);
        String scope = day + "/" + region + "/" + service + "/aws4_request";
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n"
                + Sha256.hex(canonical.toString().getBytes(UTF_8));
        String signature = HexFormat.of().formatHex(hmac(keyOf(day, credentials.secretAccessKey()), toSign));
        all.keySet().removeAll(headers.keySet());
        all.remove("host");
        all.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + signature);
        return all;
    }

    /** As the JDK sends it. */
    private static String host(URL target) {
        boolean usual = target.getPort() < 0 || target.getPort() == target.getDefaultPort();
        return usual ? target.getHost() : target.getHost() + ":" + target.getPort();
    }

    /** The path, encoded once more than it travels, as for every service but S3. */
    private static String path(URL target) {
        if (target.getPath().isEmpty()) {
            return "/";
        }
        StringBuilder encoded = new StringBuilder();
        for (char c : target.getPath().toCharArray()) {
            if (UNRESERVED.indexOf(c) >= 0) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) c));
            }
        }
        return encoded.toString();
    }

    private byte[] keyOf(String day, String secret) {
        DayKey known = dayKey;
        if (!known.day.equals(day) || !known.secret.equals(secret)) {
            byte[] ofDay = hmac(("AWS4" + secret).getBytes(UTF_8), day);
            known = new DayKey(hmac(hmac(hmac(ofDay, region), service), "aws4_request"), day, secret);
            dayKey = known;
        }
        return known.key;
    }

    private static byte[] hmac(byte[] key, String text) {
        return HmacSha256.sign(key, text.getBytes(UTF_8));
    }

    /** {@code yyyyMMdd'T'HHmmss'Z'}: what {@link Times} writes, without punctuation and milliseconds. */
    private static String basic(Instant now) {
        return Times.format(now).substring(0, 19).replace("-", "").replace(":", "") + "Z";
    }
}
