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
 * Connects to the addresses of a host until one succeeds (RFC 8305, "Happy Eyeballs"): the address families
 * alternate, and while an address does not answer, the next one is tried in parallel. An address that never answers
 * thus costs {@link #STAGGER} and not the attempt. Not thread-safe.
 */
final class AddressRace implements AutoCloseable {
    /** RFC 8305 section 8, "Connection Attempt Delay". */
    static final Duration STAGGER = Duration.ofMillis(250);

    /**
     * The largest number of addresses to try. A name may have as many addresses as its owner likes, and must not make
     * us connect to all of them.
     */
    static final int MAX_ADDRESSES = 10;

    /** An established connection. */
    record Connection(InetAddress address, Socket socket) {}

    private record Ended(Connection connection, Optional<IOException> failure) {}

    private final Deque<InetAddress> waiting;
    private final int port;
    private final ConnectionLog log;
    private final Executor threads;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Set<Socket> open = new HashSet<>();

    /**
     * Creates the race, without connecting yet.
     *
     * @param threads has a free thread for each address
     */
    AddressRace(InetAddress[] addresses, int port, ConnectionLog log, Executor threads) {
        this.waiting = new ArrayDeque<>(inTurns(addresses));
        this.port = port;
        this.log = requireNonNull(log, "log is null");
        this.threads = requireNonNull(threads, "threads is null");
    }

    /**
     * Orders the addresses so that the families alternate, beginning with the first address's family (RFC 8305
     * section 4).
     */
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

    /** Returns whether there are addresses that have neither failed nor been returned. */
    boolean hasMore() {
        return !waiting.isEmpty() || !open.isEmpty();
    }

    /**
     * Returns the next established connection, which the caller must close, or empty when no address or no time is
     * left. The log then has the reasons.
     */
    Optional<Connection> next() throws IOException {
        while (hasMore() && log.nanosLeft() > 0) {
            if (open.isEmpty()) {
                startNext();
            }
            Optional<Ended> result = await();
            if (result.isEmpty()) {
                startNext(); // in parallel with the one that does not answer
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
        } catch (RuntimeException e) { // the race waits for every connection to report
            closeQuietly(connection.socket());
            return new Ended(connection, Optional.of(new IOException(e)));
        }
    }

    /** Closes every connection that was not returned, established or not. */
    @Override
    public void close() {
        open.forEach(AddressRace::closeQuietly);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // the socket is no longer needed
        }
    }
}
