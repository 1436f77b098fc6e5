package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that reads requests correctly and sends any answer that a test gives it, valid HTTP or not. */
final class RawServer implements AutoCloseable {
    /** Answers one request. Closing the stream closes the connection. */
    interface Answerer {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> requestLines = new CopyOnWriteArrayList<>();
    private final List<String> headerLines = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Answerer answerer;

    private RawServer(ServerSocket socket, Answerer answerer) {
        this.socket = socket;
        this.answerer = answerer;
    }

    static RawServer start(Answerer answerer) throws IOException {
        return start(InetAddress.getLoopbackAddress(), 0, answerer);
    }

    /** @param port the port, or 0 for any free one */
    static RawServer start(InetAddress address, int port, Answerer answerer) throws IOException {
        RawServer server = new RawServer(new ServerSocket(port, 50, address), answerer);
        server.threads.execute(server::accept);
        return server;
    }

    /** Answers every request with these characters, one byte each, and closes the connection. */
    static RawServer thatSays(String answer) throws IOException {
        return start(out -> {
            out.write(answer.getBytes(ISO_8859_1));
            out.close();
        });
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/hooks";
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    List<String> requestLines() {
        return List.copyOf(requestLines);
    }

    List<String> headerLines() {
        return List.copyOf(headerLines);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.add(connection);
                threads.execute(() -> serve(connection));
            }
        } catch (IOException e) {
            // the test has ended
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (readRequest(in)) {
                answerer.answer(connection.getOutputStream());
            }
        } catch (IOException e) {
            // the client has closed the connection, or the answer ended it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            head.append((char) next);
        }
        List<String> lines = Arrays.asList(head.toString().split("\r\n"));
        requestLines.add(lines.get(0));
        headerLines.addAll(lines.subList(1, lines.size()));
        int length = lines.stream()
                .filter(line -> line.startsWith("Content-Length: "))
                .mapToInt(line -> Integer.parseInt(line.substring(16)))
                .findFirst()
                .orElse(0);
        return in.readNBytes(length).length == length;
    }
}
