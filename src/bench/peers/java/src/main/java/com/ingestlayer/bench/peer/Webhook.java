package com.ingestlayer.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends signed POSTs over kept-alive connections, without following redirects. Thread-safe. */
final class Webhook {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_READ = 64 * 1024;
    private static final int MAX_EXCERPT = 1024;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    private Webhook() {}

    /**
     * The result of a POST.
     *
     * @param status the HTTP status, or 0 when no answer came
     * @param error the reason of the failure, or null on success
     */
    record Reply(int status, long retryAfterSeconds, String body, String error) {
        static Reply failed(String reason) {
            return new Reply(0, 0, "", reason);
        }

        boolean isSuccess() {
            return error == null;
        }
    }

    /** Returns {@code t=<unix seconds>,v1=<hex HMAC-SHA256(secret, t + "." + body)>}. */
    static String sign(String secret, byte[] body, Instant at) {
        try {
            String timestamp = Long.toString(at.getEpochSecond());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(UTF_8));
            return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Sends the POST. Never throws, whatever the receiver does. */
    static Reply post(String url, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                return reply(response, content.readNBytes(MAX_READ));
            }
        } catch (HttpTimeoutException e) {
            return Reply.failed("no whole answer within " + TIMEOUT.toMillis() + " ms");
        } catch (ConnectException e) {
            return Reply.failed("connection refused");
        } catch (IOException e) {
            return Reply.failed("the connection broke before the whole answer came: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.failed("interrupted");
        }
    }

    private static Reply reply(HttpResponse<?> response, byte[] body) throws IOException {
        int status = response.statusCode();
        String error = status >= 200 && status < 300 ? null : "HTTP " + status;
        if (status >= 300 && status < 400) {
            error += ": redirects are not followed";
        }
        return new Reply(status, retryAfter(response), excerpt(body), error);
    }

    /** Returns the seconds to wait that a 429 or 503 asks for, or 0. */
    private static long retryAfter(HttpResponse<?> response) {
        String value = response.headers().firstValue("Retry-After").orElse("");
        if (response.statusCode() != 429 && response.statusCode() != 503) {
            return 0;
        }
        if (value.matches("[0-9]{1,9}")) {
            return Long.parseLong(value);
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(Instant.now(), until).toSeconds());
        } catch (DateTimeException e) {
            return 0;
        }
    }

    /**
     * Returns the first KiB, without a truncated character and without control characters except tabs and line ends.
     */
    private static String excerpt(byte[] body) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(body, 0, Math.min(body.length, MAX_EXCERPT));
        String text = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .decode(start)
                .toString();
        return text.replaceAll("\ufffd$", "").replaceAll("[\\p{Cntrl}&&[^\n\r\t]]", "\ufffd");
    }
}
