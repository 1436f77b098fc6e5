package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import inet.ipaddr.IPAddress;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses that share a prefix (RFC 4632). Immutable and thread-safe.
 *
 * @param block a block with its prefix, or one address; an IPv4 block is mapped to {@code ::ffff:0:0/96} as in RFC 4291
 */
public record AddressRange(IPv6Address block) {
    public AddressRange {
        requireNonNull(block, "block is null");
    }

    /** Parses a text that is known to be a block. Otherwise it is the same as {@link #parse}. */
    static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no block of addresses"));
    }

    public boolean contains(InetAddress address) {
        return contains(IpAddress.asV6(address));
    }

    boolean contains(IPv6Address address) {
        return block.contains(address);
    }

    /** Parses {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address; returns empty if the text is none of these. */
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

    /** Returns whether the text names the first address of the block; {@code 10.0.0.1/8} does not. */
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
