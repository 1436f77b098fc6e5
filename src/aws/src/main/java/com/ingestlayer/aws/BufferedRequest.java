package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;

/**
 * A connection that keeps a request's body until it has been sent, whatever its user asks for. The SDK always asks the
 * JDK to stream. Before the JDK streams over a kept connection, it waits a whole millisecond to see whether the other
 * side has closed it. It does not wait for a body that is kept, because it can send that again: over a new connection,
 * once, when the connection ends before an answer begins. So an attempt may reach the service twice, as a retry does.
 * For one thread.
 */
final class BufferedRequest extends HttpURLConnection {
    private final HttpURLConnection connection;

    BufferedRequest(HttpURLConnection connection) {
        super(connection.getURL());
        this.connection = requireNonNull(connection, "connection is null");
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        // ignored: the JDK counts the bytes of a buffered body itself
    }

    @Override
    public void setFixedLengthStreamingMode(long length) {
        // ignored, as above
    }

    @Override
    public void connect() throws IOException {
        connection.connect();
    }

    @Override
    public void disconnect() {
        connection.disconnect();
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        connection.setInstanceFollowRedirects(follow);
    }

    @Override
    public boolean getInstanceFollowRedirects() {
        return connection.getInstanceFollowRedirects();
    }

    @Override
    public void setDoOutput(boolean output) {
        connection.setDoOutput(output);
    }

    @Override
    public boolean getDoOutput() {
        return connection.getDoOutput();
    }

    @Override
    public void setConnectTimeout(int millis) {
        connection.setConnectTimeout(millis);
    }

    @Override
    public void setReadTimeout(int millis) {
        connection.setReadTimeout(millis);
    }

    @Override
    public void setRequestProperty(String name, String value) {
        connection.setRequestProperty(name, value);
    }

    @Override
    public void addRequestProperty(String name, String value) {
        connection.addRequestProperty(name, value);
    }

    @Override
    public String getRequestProperty(String name) {
        return connection.getRequestProperty(name);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return connection.getOutputStream();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return connection.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return connection.getErrorStream();
    }

    @Override
    public int getResponseCode() throws IOException {
        return connection.getResponseCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return connection.getResponseMessage();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return connection.getHeaderFields();
    }
}
