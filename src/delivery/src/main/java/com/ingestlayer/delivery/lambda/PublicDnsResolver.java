package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ip.PublicAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves host names for the HTTP client to public addresses only. The client connects to exactly these addresses
 * without another lookup, so a name that changes its address in between (DNS rebinding) gains nothing. Thread-safe.
 */
final class PublicDnsResolver implements DnsResolver {
    /** A name or literal has an address outside the public internet where only public ones are allowed. */
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

    /** @param lookup resolves names to any addresses */
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

    /**
     * Rejects a host that has any address outside the public internet, for callers that cannot choose the address.
     */
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
