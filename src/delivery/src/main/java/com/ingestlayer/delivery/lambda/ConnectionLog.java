package com.ingestlayer.delivery.lambda;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Records what each address of a host did during one attempt, and knows the attempt's deadline. The delivery record
 * shows the most informative failure first: the certificate that one address presented says more than another
 * address's refusal. Thread-safe.
 */
final class ConnectionLog {
    private static final String ATTRIBUTE = "ingestlayer.connection-log";
    private static final Comparator<Told> MOST_TELLING_FIRST =
            comparing((Told told) -> told.failure().kind()).reversed();

    private record Told(String place, AddressFailure failure) {
        @Override
        public String toString() {
            return place.isEmpty() ? failure.reason() : place + ": " + failure.reason();
        }
    }

    private final Duration timeout;
    private final boolean proxied;
    private final long deadline;
    /**
     * The addresses in the order in which they were tried. An address without a failure is still connecting, or
     * connected.
     */
    private final Map<InetAddress, Optional<AddressFailure>> tried = new LinkedHashMap<>();

    private Optional<InetAddress> connected = Optional.empty();

    /**
     * Creates the log of an attempt that begins now.
     *
     * @param timeout the limit of the whole attempt
     * @param proxied whether the addresses belong to a proxy, and not to the receiver
     */
    ConnectionLog(Duration timeout, boolean proxied) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.proxied = proxied;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    void putInto(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** Returns the log of the attempt that a context belongs to. */
    static ConnectionLog of(HttpContext context) {
        return (ConnectionLog) requireNonNull(context.getAttribute(ATTRIBUTE), "the attempt has no log");
    }

    /** Returns the nanoseconds until the attempt's deadline, or 0 after it. */
    long nanosLeft() {
        return Math.max(0, deadline - System.nanoTime());
    }

    /** Returns the attempt's limit, for messages. */
    long timeoutMillis() {
        return timeout.toMillis();
    }

    synchronized void started(InetAddress address) {
        tried.put(address, Optional.empty());
    }

    synchronized void connected(InetAddress address) {
        connected = Optional.of(address);
    }

    synchronized void failed(InetAddress address, AddressFailure failure) {
        connected = connected.filter(current -> !current.equals(address));
        tried.put(address, Optional.of(failure)); // the address keeps its position
    }

    /** Returns whether this attempt has established the connection that it uses. */
    synchronized boolean isFresh() {
        return connected.isPresent();
    }

    /** Returns why no address could be connected to. */
    synchronized String notConnected() {
        return text(List.of());
    }

    /** Returns why the attempt ran out of time. */
    synchronized String timedOut(Optional<InetAddress> reused) {
        boolean connecting = connected.isEmpty() && reused.isEmpty() && !tried.isEmpty();
        return connecting ? notConnected() : broken(AddressFailure.late(timeoutMillis()), reused);
    }

    /**
     * Returns why no answer came over the established connection.
     *
     * @param reused the remote address of a connection that an earlier attempt established
     */
    synchronized String broken(AddressFailure failure, Optional<InetAddress> reused) {
        String place = connected
                .or(() -> reused)
                .map(address -> (proxied ? "through the proxy " : "") + AddressText.of(address))
                .orElse("");
        return text(List.of(new Told(place, failure)));
    }

    private String text(List<Told> ofConnection) {
        List<Told> all = new ArrayList<>(ofConnection);
        // Addresses that are still connecting do not count once another one is connected.
        AddressFailure silent = AddressFailure.silent(timeoutMillis());
        tried.forEach((address, failure) -> failure.or(() -> Optional.of(silent).filter(no -> ofConnection.isEmpty()))
                .ifPresent(told -> all.add(new Told(place(address), told))));
        return all.stream().sorted(MOST_TELLING_FIRST).map(Told::toString).collect(Collectors.joining("; "));
    }

    private String place(InetAddress address) {
        return (proxied ? "proxy " : "") + AddressText.of(address);
    }
}
