package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Connects to the addresses of one host until one lets itself be connected to (RFC 8305, "Happy Eyeballs"): the families take
 * turns, and while an address does not answer, the next one is tried beside it. So an address that never answers costs
 * {@link #STAGGER}, and not the attempt. Used by one thread.
 */
final class AddressRace implements AutoCloseable {
    /** RFC 8305 section 8, "Connection Attempt Delay". */
    static final Duration STAGGER = Duration.ofMillis(250);

    /** A name may have as many addresses as its owner likes; he does not get us to knock at all of them. */
    static final int MAX_ADDRESSES = 10;

    /** A connection that was made. */
    record Connection(InetAddress address, Socket socket) {}

    private record Ended(Connection connection, Optional<IOException> failure) {}

    private final Deque<InetAddress> waiting;
    private final int port;
    private final ConnectionLog log;
    private final Executor threads;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Set<Socket> open = new HashSet<>();

    /**
     * Connects to nothing yet.
     *
     * @param threads has one free for each address
     */
    AddressRace(InetAddress[] addresses, int port, ConnectionLog log, Executor threads) {
        this.waiting = new ArrayDeque<>(inTurns(addresses));
        this.port = port;
        this.log = requireNonNull(log, "log is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    /** One of the first address's family, one of the other, and so on (RFC 8305 section 4). */
    static List<InetAddress> inTurns(InetAddress[] addresses) {
        Map<Boolean, Deque<InetAddress>> families = Arrays.stream(addresses)
                .distinct()
                .collect(Collectors.partitioningBy(
                        Inet6Address.class::isInstance, Collectors.toCollection(ArrayDeque::new)));
        Deque<InetAddress> inTurns = new ArrayDeque<>();
        boolean six = addresses.length > 0 && addresses[0] instanceof Inet6Address;
        while (inTurns.size() < MAX_ADDRESSES
                && !(families.get(true).isEmpty() && families.get(false).isEmpty())) {
            Optional.ofNullable(families.get(six).poll()).ifPresent(inTurns::add);
            six = !six;
        }
        return List.copyOf(inTurns);
    }

    /** Whether there are addresses that neither failed nor were given out. */
    boolean hasMore() {
        return !waiting.isEmpty() || !open.isEmpty();
    }

    /**
     * The next connection that was made, which is the caller's to close; empty when no address is left, or no time. The log
     * knows why.
     */
    Optional<Connection> next() throws IOException {
        while (hasMore() && log.nanosLeft() > 0) {
            if (open.isEmpty()) {
                startNext();
            }
            Optional<Ended> result = await();
            if (result.isEmpty()) {
                startNext(); // beside the one that does not answer
                continue;
            }
            Connection connection = result.get().connection();
            open.remove(connection.socket());
            if (result.get().failure().isEmpty()) {
                log.connected(connection.address());
                return Optional.of(connection);
            }
            log.failed(
                    connection.address(),
                    AddressFailure.ofConnecting(result.get().failure().get(), log.timeoutMillis()));
            startNext();
        }
        return Optional.empty();
    }

    private Optional<Ended> await() throws InterruptedIOException {
        long left = log.nanosLeft();
        try {
            return Optional.ofNullable(
                    ended.poll(waiting.isEmpty() ? left : Math.min(left, STAGGER.toNanos()), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting");
        }
    }

    private void startNext() {
        InetAddress address = waiting.poll();
        if (address == null) {
            return;
        }
        Socket socket = new Socket();
        open.add(socket);
        log.started(address);
        int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(log.nanosLeft()));
        threads.execute(() -> ended.add(connect(new Connection(address, socket), millis)));
    }

    private Ended connect(Connection connection, int millis) {
        try {
            connection.socket().connect(new InetSocketAddress(connection.address(), port), millis);
            return new Ended(connection, Optional.empty());
        } catch (IOException e) {
            closeQuietly(connection.socket());
            return new Ended(connection, Optional.of(e));
        } catch (RuntimeException e) { // whoever waits for the race must hear of every connection
            closeQuietly(connection.socket());
            return new Ended(connection, Optional.of(new IOException(e)));
        }
    }

    /** Gives up every connection that was not given out, made or not. */
    @Override
    public void close() {
        open.forEach(AddressRace::closeQuietly);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is not needed any more.
        }
    }
}
