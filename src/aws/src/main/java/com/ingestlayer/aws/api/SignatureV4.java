package com.ingestlayer.aws.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Sha256;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs POST requests without a query (IAM User Guide, "Create a signed AWS API request": Signature Version 4). The key of a
 * day is derived once. Thread-safe.
 */
final class SignatureV4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String HMAC = "HmacSHA256";
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
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** {@code yyyyMMdd'T'HHmmss'Z'}, without a formatter, which costs more than the rest of a signature. */
    private static String basic(Instant now) {
        var utc = now.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(16);
        digits(text, utc.getYear(), 4);
        digits(text, utc.getMonthValue(), 2);
        digits(text, utc.getDayOfMonth(), 2);
        text.append('T');
        digits(text, utc.getHour(), 2);
        digits(text, utc.getMinute(), 2);
        digits(text, utc.getSecond(), 2);
        return text.append('Z').toString();
    }

    private static void digits(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        text.append("0".repeat(width - digits.length())).append(digits);
    }
}
