package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses that share a prefix (RFC 4632). Thread-safe.
 *
 * @param block with its prefix, or one address; a block of IPv4 is where RFC 4291 maps it, in {@code ::ffff:0:0/96}
 */
public record AddressRange(IPv6Address block) {
    public AddressRange {
        requireNonNull(block, "block is null");
    }

    /** Like {@link #parse}, for a text that is known to be a block. */
    static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no block of addresses"));
    }

    public boolean contains(InetAddress address) {
        return contains(IpAddress.asV6(address));
    }

    boolean contains(IPv6Address address) {
        return block.contains(address);
    }

    /** {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address; empty when the text is none of these. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        return firstOf(text).flatMap(address -> {
            int bits = address.getBitCount();
            if (slash < 0) {
                return Optional.of(of(address, bits));
            }
            String length = text.substring(slash + 1);
            return length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= bits
                    ? Optional.of(of(address, Integer.parseInt(length)))
                    : Optional.empty();
        });
    }

    private static AddressRange of(IPAddress address, int prefixLength) {
        int free = address.getBitCount() - prefixLength;
        IPv6Address first = IpAddress.asV6(address);
        return new AddressRange(free == 0 ? first : first.toPrefixBlock(IPv6Address.BIT_COUNT - free));
    }

    /** Whether the text was written with bits set that the prefix does not have: {@code 10.0.0.1/8}. */
    boolean beginsAt(String text) {
        return firstOf(text)
                .map(address -> IpAddress.asV6(address).equals(block.getLower()))
                .orElse(false);
    }

    private static Optional<IPAddress> firstOf(String text) {
        int slash = text.indexOf('/');
        return IpAddress.read(slash < 0 ? text : text.substring(0, slash));
    }
}
