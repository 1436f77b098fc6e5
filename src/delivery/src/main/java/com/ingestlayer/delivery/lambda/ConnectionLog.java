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
 * What each address of a host did during one attempt, and when the attempt's time is over. The record shows what tells most
 * first: a certificate that one address showed says more than the other address's refusal. Thread-safe.
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
    /** In the order in which they were begun; without a failure while they are under way. */
    private final Map<InetAddress, Optional<AddressFailure>> tried = new LinkedHashMap<>();

    private Optional<InetAddress> connected = Optional.empty();

    /**
     * Of an attempt that begins now.
     *
     * @param timeout of the whole attempt
     * @param proxied whether the addresses are a proxy's, and not the receiver's
     */
    ConnectionLog(Duration timeout, boolean proxied) {
        this.timeout = requireNonNull(timeout, "timeout is null");
        this.proxied = proxied;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    void putInto(HttpContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** The log of the attempt that a context belongs to. */
    static ConnectionLog of(HttpContext context) {
        return (ConnectionLog) requireNonNull(context.getAttribute(ATTRIBUTE), "the attempt has no log");
    }

    /** Nanoseconds until the attempt's time is over, not below 0. */
    long nanosLeft() {
        return Math.max(0, deadline - System.nanoTime());
    }

    /** The attempt's bound, as texts tell it. */
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
        tried.put(address, Optional.of(failure)); // keeps its place
    }

    /** Whether this attempt has made the connection that is used. */
    synchronized boolean isFresh() {
        return connected.isPresent();
    }

    /** Why no address could be connected to. */
    synchronized String notConnected() {
        return text(List.of());
    }

    /** Why the attempt's time is over. */
    synchronized String timedOut(Optional<InetAddress> reused) {
        boolean connecting = connected.isEmpty() && reused.isEmpty() && !tried.isEmpty();
        return connecting ? notConnected() : broken(AddressFailure.late(timeoutMillis()), reused);
    }

    /**
     * Why no answer came over the connection that was there.
     *
     * @param reused the other end of a connection that an attempt before this one had made
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
        // Those still under way are given up where another was connected to.
        AddressFailure silent = AddressFailure.silent(timeoutMillis());
        tried.forEach((address, failure) -> failure.or(() -> Optional.of(silent).filter(no -> ofConnection.isEmpty()))
                .ifPresent(told -> all.add(new Told(place(address), told))));
        return all.stream().sorted(MOST_TELLING_FIRST).map(Told::toString).collect(Collectors.joining("; "));
    }

    private String place(InetAddress address) {
        return (proxied ? "proxy " : "") + AddressText.of(address);
    }
}
