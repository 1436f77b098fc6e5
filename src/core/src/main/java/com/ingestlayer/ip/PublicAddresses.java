package com.ingestlayer.ip;

import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tells addresses of the public internet from all others, by IANA's special-purpose registries (RFC 6890 and its
 * updates): loopback, private, link-local with the cloud's metadata services, carrier NAT, multicast, reserved, and IPv6
 * ranges that stand for IPv4 addresses. Of those only NAT64's are judged by the IPv4 address they stand for, because a
 * subnet with DNS64 reaches every IPv4 host by them; 6to4 and Teredo reach nobody any more and are refused. Thread-safe.
 */
public final class PublicAddresses {
    /** The part of IPv6 that is handed out at all (RFC 4291 section 2.4). */
    private static final AddressRange GLOBAL_UNICAST_V6 = AddressRange.of("2000::/3");

    private static final List<AddressRange> SPECIAL_V6 = List.of(
            AddressRange.of("2001::/23"), // IETF protocol assignments, Teredo among them
            AddressRange.of("2001:db8::/32"), // documentation
            AddressRange.of("2002::/16"), // 6to4
            AddressRange.of("3fff::/20")); // documentation

    /** NAT64's well-known prefix (RFC 6052 section 2.1); the IPv4 address is what follows. */
    private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

    /** NAT64's prefix for networks of one's own (RFC 8215), which may be used at any of several lengths. */
    private static final AddressRange LOCAL_NAT64 = AddressRange.of("64:ff9b:1::/48");

    /** Which bytes hold the IPv4 address after a prefix of 48, 56, 64 or 96 bits (RFC 6052 section 2.2). */
    private static final List<int[]> NAT64_PLACES = List.of(
            new int[] {6, 7, 9, 10}, new int[] {7, 9, 10, 11}, new int[] {9, 10, 11, 12}, new int[] {12, 13, 14, 15});

    /** What an address seems to stand for when it is read at a place where it holds nothing. */
    private static final AddressRange NOTHING = AddressRange.of("0.0.0.0/8");

    private static final List<AddressRange> SPECIAL_V4 = List.of(
            NOTHING,
            AddressRange.of("10.0.0.0/8"),
            AddressRange.of("100.64.0.0/10"), // carrier NAT
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

    /** IPv4-mapped IPv6 addresses are IPv4 addresses to Java, so they are judged as such. */
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

    /** The length of the network's own prefix is not known here, so no reading of the address may be a private one. */
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
