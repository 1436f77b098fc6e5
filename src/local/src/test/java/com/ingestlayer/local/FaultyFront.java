package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Stands before the API as busy clouds and bad networks do: of 100 requests, about 30 fail in one way or another. */
final class FaultyFront implements AutoCloseable {
    /** What becomes of a request. */
    enum Fate {
        ANSWERED,
        UNAVAILABLE,
        THROTTLED,
        RESET_BEFORE_THE_WORK,
        RESET_AFTER_THE_WORK,
        RESET_IN_THE_ANSWER
    }

    /** How many of 100 requests come to each fate; the rest are answered. */
    private static final Map<Fate, Integer> OF_100 = new EnumMap<>(Map.of(
            Fate.UNAVAILABLE, 8,
            Fate.THROTTLED, 8,
            Fate.RESET_BEFORE_THE_WORK, 5,
            Fate.RESET_AFTER_THE_WORK, 5,
            Fate.RESET_IN_THE_ANSWER, 4));

    /** Few, so that few processes of the function are started, and started again after a kill. */
    private static final int HANDED_ON_AT_ONCE = 2;

    private static final String HEAD_END = "\r\n\r\n";

    private final URI front;
    private final Random dice;
    private final ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore handedOn = new Semaphore(HANDED_ON_AT_ONCE);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);

    FaultyFront(URI front, long seed) throws IOException {
        this.front = front;
        this.dice = new Random(seed);
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** How many requests so far came to each fate. */
    synchronized Map<Fate, Integer> fates() {
        return new EnumMap<>(fates);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private synchronized Fate draw() {
        int left = dice.nextInt(100);
        Fate fate = Fate.ANSWERED;
        for (Map.Entry<Fate, Integer> entry : OF_100.entrySet()) {
            if (left >= 0 && left < entry.getValue()) {
                fate = entry.getKey();
            }
            left -= entry.getValue();
        }
        fates.merge(fate, 1, Integer::sum);
        return fate;
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (String head = head(in); !head.isEmpty(); head = head(in)) {
                byte[] body = in.readNBytes(Integer.parseInt(header(head, "content-length")));
                Fate fate = draw();
                byte[] answer =
                        switch (fate) {
                            case UNAVAILABLE -> refusal("503 Service Unavailable", "unavailable");
                            case THROTTLED -> refusal("429 Too Many Requests", "rate_limited");
                            case RESET_BEFORE_THE_WORK -> new byte[0];
                            default -> forward(head, body);
                        };
                if (fate == Fate.RESET_BEFORE_THE_WORK || fate == Fate.RESET_AFTER_THE_WORK) {
                    reset(socket);
                    return;
                }
                boolean whole = fate != Fate.RESET_IN_THE_ANSWER;
                socket.getOutputStream().write(answer, 0, whole ? answer.length : answer.length - 20);
                socket.getOutputStream().flush();
                if (!whole) {
                    reset(socket);
                    return;
                }
            }
        } catch (IOException gone) {
            // the caller's business
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes without a goodbye: the caller reads "connection reset". */
    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Up to the empty line; empty when the caller has closed the connection. */
    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.write(next);
            if (next == '\n' && head.toString(ISO_8859_1).endsWith(HEAD_END)) {
                return head.toString(ISO_8859_1);
            }
        }
        return "";
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no " + name + " in " + head)));
    }

    private byte[] forward(String head, byte[] body) throws IOException, InterruptedException {
        String path = head.split(" ", 3)[1];
        handedOn.acquire();
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(front.resolve(path))
                            .header("Authorization", header(head, "authorization"))
                            .header("Content-Type", header(head, "content-type"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer(answer.statusCode() + " As It Came", answer.body());
        } finally {
            handedOn.release();
        }
    }

    private static byte[] refusal(String status, String code) {
        return answer(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"as planned\"}}");
    }

    private static byte[] answer(String status, String body) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.getBytes(UTF_8).length + HEAD_END + body)
                .getBytes(UTF_8);
    }
}
