package com.ingestlayer.delivery.lambda;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others, by IANA's special-purpose registries (RFC 6890 and its
 * updates): loopback, private, link-local with the cloud's metadata services, carrier NAT, multicast, reserved, and IPv6
 * ranges that stand for IPv4 addresses. Thread-safe.
 */
final class PublicAddresses {
    /** The part of IPv6 that is handed out at all (RFC 4291 section 2.4). */
    private static final Block GLOBAL_UNICAST_V6 = Block.of("2000::", 3);

    private static final List<Block> SPECIAL_V6 = List.of(
            Block.of("2001::", 23), // IETF protocol assignments, Teredo among them
            Block.of("2001:db8::", 32), // documentation
            Block.of("2002::", 16), // 6to4 carries an IPv4 address
            Block.of("3fff::", 20)); // documentation

    private static final List<Block> SPECIAL_V4 = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10), // carrier NAT
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16), // link-local
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24), // documentation
            Block.of("192.88.99.0", 24), // 6to4 relays
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15), // benchmarks
            Block.of("198.51.100.0", 24), // documentation
            Block.of("203.0.113.0", 24), // documentation
            Block.of("224.0.0.0", 4), // multicast
            Block.of("240.0.0.0", 4)); // reserved, broadcast

    private PublicAddresses() {}

    /** IPv4-mapped IPv6 addresses are IPv4 addresses to Java, so they are judged as such. */
    static boolean contains(InetAddress address) {
        if (address instanceof Inet6Address) {
            return GLOBAL_UNICAST_V6.contains(address)
                    && SPECIAL_V6.stream().noneMatch(block -> block.contains(address));
        }
        return SPECIAL_V4.stream().noneMatch(block -> block.contains(address));
    }

    /** The addresses that start with the same bits. */
    private record Block(InetAddress first, int bits) {
        static Block of(String first, int bits) {
            try {
                return new Block(InetAddress.getByName(first), bits); // a literal: nothing is looked up
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(first, e);
            }
        }

        boolean contains(InetAddress address) {
            byte[] prefix = first.getAddress();
            byte[] given = address.getAddress();
            if (prefix.length != given.length) {
                return false;
            }
            return Stream.iterate(0, bit -> bit < bits, bit -> bit + 1)
                    .allMatch(bit -> ((prefix[bit / 8] ^ given[bit / 8]) >> (7 - bit % 8) & 1) == 0);
        }
    }
}
