package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Signed POSTs to one service. Connections are kept for the next ones, by the JDK. Thread-safe. */
public final class SignedPost {
    /** Beside the worker threads' connections, one for the function's own thread; the JDK keeps five unless told. */
    private static final String KEPT_CONNECTIONS = "17";

    /** Services keep a connection for about a minute, the JDK for 5 s unless told. */
    private static final String KEPT_SECONDS = "50";

    private static final String USER_AGENT = "ingestlayer";
    private static final String TRACE_HEADER = "X-Amzn-Trace-Id";
    /** Where Lambda's Java runtimes put the header of the invocation under way. */
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final String base;
    private final Credentials.Source credentials;
    private final Duration connectTimeout;
    private final SignatureV4 signature;
    private final Clock clock;

    /** @param service its signing name, such as {@code dynamodb} */
    public SignedPost(
            String service, AwsPlace place, Credentials.Source credentials, Duration connectTimeout, Clock clock) {
        String endpoint = place.endpoint().toString();
        this.base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
        // Not in a static block, which a native program has run when it was built.
        setUnlessSet("http.maxConnections", KEPT_CONNECTIONS);
        setUnlessSet("http.keepAlive.time.server", KEPT_SECONDS);
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.connectTimeout = requireNonNull(connectTimeout, "connectTimeout is null");
        this.signature = new SignatureV4(place.region(), service);
        this.clock = requireNonNull(clock, "clock is null");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** An answer; its body is to be read to its end and closed, so that the connection can be kept. */
    public record Answer(int status, Optional<String> errorType, InputStream body) {}

    /**
     * One POST, which the JDK makes again where its kept connection turns out to be closed.
     *
     * @param path encoded, {@code /} at least
     * @param headers names in lower case
     * @param timeout of each wait for the answer
     * @throws IOException when no answer comes
     * @throws AwsException when there are no credentials
     */
    public Answer send(String path, Map<String, String> headers, byte[] body, Duration timeout) throws IOException {
        return send(connectionTo(path, timeout), headers, body);
    }

    /** {@link #send} for what must never be done twice: where the connection breaks, it fails. */
    public Answer sendOnce(String path, Map<String, String> headers, byte[] body, Duration timeout) throws IOException {
        HttpURLConnection connection = connectionTo(path, timeout);
        connection.setFixedLengthStreamingMode(body.length); // which cannot be begun again
        return send(connection, headers, body);
    }

    private HttpURLConnection connectionTo(String path, Duration timeout) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setUseCaches(false);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(Math.min(millis(connectTimeout), millis(timeout)));
        connection.setReadTimeout(millis(timeout));
        return connection;
    }

    private Answer send(HttpURLConnection connection, Map<String, String> headers, byte[] body) throws IOException {
        headers.forEach(connection::setRequestProperty);
        signature
                .sign(credentials.current(), connection.getURL(), headers, body, clock.instant())
                .forEach(connection::setRequestProperty);
        connection.setRequestProperty("User-Agent", USER_AGENT);
        connection.setRequestProperty("Accept", "*/*");
        String trace = System.getProperty(TRACE_PROPERTY);
        if (trace != null) {
            connection.setRequestProperty(TRACE_HEADER, trace);
        }
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        int status = connection.getResponseCode();
        InputStream answer = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        return new Answer(
                status,
                Optional.ofNullable(connection.getHeaderField("x-amzn-ErrorType")),
                answer == null ? InputStream.nullInputStream() : answer);
    }

    /** Rounded up: a wait that ends a part of a millisecond before a deadline would leave time for one attempt too many. */
    private static int millis(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.plusNanos(999_999).toMillis()));
    }
}
