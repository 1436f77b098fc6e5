package com.ingestlayer.ip;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Distinguishes public internet addresses from all others, by IANA's special-purpose registries (RFC 6890 and its
 * updates): loopback, private, link-local including the cloud's metadata services, carrier-grade NAT, multicast,
 * reserved, and IPv6 ranges that embed IPv4 addresses. Of those ranges, only NAT64 addresses are judged by their
 * embedded IPv4 address, because a subnet with DNS64 reaches every IPv4 host through them. 6to4 and Teredo no longer
 * reach any host and are refused. Thread-safe.
 */
public final class PublicAddresses {
    /** The only part of IPv6 from which addresses are assigned (RFC 4291 section 2.4). */
    private static final AddressRange GLOBAL_UNICAST_V6 = AddressRange.of("2000::/3");

    private static final List<AddressRange> SPECIAL_V6 = List.of(
            AddressRange.of("2001::/23"), // IETF protocol assignments, Teredo among them
            AddressRange.of("2001:db8::/32"), // documentation
            AddressRange.of("2002::/16"), // 6to4
            AddressRange.of("3fff::/20")); // documentation

    /** The well-known prefix of NAT64 (RFC 6052 section 2.1), which the IPv4 address follows. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    /** The NAT64 prefix for local networks (RFC 8215), which may be used with any of several lengths. */
    private static final AddressRange LOCAL_NAT64 = AddressRange.of("64:ff9b:1::/48");

    /** The bytes that hold the IPv4 address after a prefix of 48, 56, 64 or 96 bits (RFC 6052 section 2.2). */
    private static final List<int[]> NAT64_PLACES = List.of(
            new int[] {6, 7, 9, 10}, new int[] {7, 9, 10, 11}, new int[] {9, 10, 11, 12}, new int[] {12, 13, 14, 15});

    /** The result of reading an embedded address at a position that holds none. */
    private static final AddressRange NOTHING = AddressRange.of("0.0.0.0/8");

    private static final List<AddressRange> SPECIAL_V4 = List.of(
            NOTHING,
            AddressRange.of("10.0.0.0/8"),
            AddressRange.of("100.64.0.0/10"), // carrier-grade NAT
            AddressRange.of("127.0.0.0/8"),
            AddressRange.of("169.254.0.0/16"), // link-local
            AddressRange.of("172.16.0.0/12"),
            AddressRange.of("192.0.0.0/24"),
            AddressRange.of("192.0.2.0/24"), // documentation
            AddressRange.of("192.88.99.0/24"), // 6to4 relays
            AddressRange.of("192.168.0.0/16"),
            AddressRange.of("198.18.0.0/15"), // benchmarks
            AddressRange.of("198.51.100.0/24"), // documentation
            AddressRange.of("203.0.113.0/24"), // documentation
            AddressRange.of("224.0.0.0/4"), // multicast
            AddressRange.of("240.0.0.0/4")); // reserved, broadcast

    private PublicAddresses() {}

    /**
     * Returns whether the address is public. An IPv4-mapped IPv6 address is an IPv4 address to Java, so it is judged as
     * one.
     */
    public static boolean contains(InetAddress given) {
        IPv6Address address = IpAddress.asV6(given);
        if (NAT64.contains(address)) {
            return containsV4(embedded(address, NAT64_PLACES.get(NAT64_PLACES.size() - 1)));
        }
        if (LOCAL_NAT64.contains(address)) {
            return containsLocalNat64(address);
        }
        if (given instanceof Inet6Address) {
            return GLOBAL_UNICAST_V6.contains(address)
                    && SPECIAL_V6.stream().noneMatch(block -> block.contains(address));
        }
        return containsV4(address);
    }

    private static boolean containsV4(IPv6Address mapped) {
        return SPECIAL_V4.stream().noneMatch(block -> block.contains(mapped));
    }

    /** The prefix length of the local network is not known here, so no reading of the address may be a private one. */
    private static boolean containsLocalNat64(IPv6Address address) {
        List<IPv6Address> readings = NAT64_PLACES.stream()
                .map(place -> embedded(address, place))
                .filter(reading -> !NOTHING.contains(reading))
                .toList();
        return !readings.isEmpty() && readings.stream().allMatch(PublicAddresses::containsV4);
    }

    private static IPv6Address embedded(IPv6Address address, int[] place) {
        byte[] all = address.getBytes();
        byte[] v4 = new byte[place.length];
        IntStream.range(0, place.length).forEach(i -> v4[i] = all[place[i]]);
        return IpAddress.asV6(new IPv4Address(v4));
    }
}
