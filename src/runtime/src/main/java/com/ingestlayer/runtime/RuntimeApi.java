package com.ingestlayer.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.URI;
import java.util.Optional;

/** A client of the Runtime API (AWS: "Using the Lambda runtime API for custom runtimes"). Not thread-safe. */
final class RuntimeApi {
    private final String base;

    /** @param authority the address of the Runtime API, as {@code host:port} */
    RuntimeApi(String authority) {
        base = "http://" + authority + "/2018-06-01/runtime";
    }

    /** Waits for the next invocation, for hours if necessary. Returns empty when the Runtime API has shut down. */
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
        // The body is not streamed: before the JDK streams over a kept-alive connection, it waits a millisecond to
        // find out whether the connection is still open.
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try (InputStream accepted = connection.getInputStream()) {
            accepted.readAllBytes(); // keeps the connection alive
        }
    }

    /**
     * Opens a connection that bypasses any proxy, because a proxy never leads to the Runtime API. There is no
     * time-out, because AWS documents none.
     */
    private HttpURLConnection open(String path) throws IOException {
        return (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
    }
}
