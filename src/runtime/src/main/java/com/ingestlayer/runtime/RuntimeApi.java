package com.ingestlayer.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** The Runtime API's calls (AWS: "Using the Lambda runtime API for custom runtimes"). For one thread. */
final class RuntimeApi {
    private final String base;

    /** @param authority where it listens, as {@code host:port} */
    RuntimeApi(String authority) {
        base = "http://" + authority + "/2018-06-01/runtime";
    }

    /** Waits for the next invocation, for hours if need be; empty when the Runtime API is gone. */
    Optional<Invocation> next() throws IOException {
        HttpURLConnection connection = open("/invocation/next");
        try (InputStream body = connection.getInputStream()) {
            return Optional.of(new Invocation(connection, body.readAllBytes()));
        } catch (SocketException gone) {
            return Optional.empty();
        }
    }

    void answered(Invocation invocation, byte[] answer) throws IOException {
        post("/invocation/" + invocation.getAwsRequestId() + "/response", answer);
    }

    void failed(Invocation invocation, byte[] report) throws IOException {
        post("/invocation/" + invocation.getAwsRequestId() + "/error", report);
    }

    void failedStart(byte[] report) throws IOException {
        post("/init/error", report);
    }

    private void post(String path, byte[] body) throws IOException {
        HttpURLConnection connection = open(path);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        // Not streamed: before it streams on a kept connection, the JDK waits a millisecond to see whether it is still
        // open.
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try (InputStream accepted = connection.getInputStream()) {
            accepted.readAllBytes(); // so that the connection is kept
        }
    }

    /** Past any proxy, which never leads to the Runtime API; waits without end, as nothing is said of timeouts. */
    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
    }
}
