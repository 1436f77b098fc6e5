package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ip.PublicAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Gives the HTTP client only public addresses. The client connects to what it is given here and looks nothing up again, so
 * a name that changes its address in between (DNS rebinding) gains nothing. Thread-safe.
 */
final class PublicDnsResolver implements DnsResolver {
    /** A name or literal that has an address outside the public internet, where it must not have one. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String host) {
            super("the address of " + host + " is not public, and private destinations are not allowed");
        }
    }

    private final DnsResolver lookup;

    PublicDnsResolver() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param lookup gives public and other addresses */
    PublicDnsResolver(DnsResolver lookup) {
        this.lookup = requireNonNull(lookup, "lookup is null");
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(lookup.resolve(host))
                .filter(PublicAddresses::contains)
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new RefusedAddressException(host);
        }
        return allowed;
    }

    /** Refuses a host with any address that is not public, for whoever cannot choose which of them is used. */
    static void requireAllPublic(String host) throws UnknownHostException {
        if (!Arrays.stream(SystemDefaultDnsResolver.INSTANCE.resolve(host)).allMatch(PublicAddresses::contains)) {
            throw new RefusedAddressException(host);
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return lookup.resolveCanonicalHostname(host);
    }
}
