package com.ingestlayer.delivery.lambda;

import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** Formats IP addresses for people. */
final class AddressText {
    private AddressText() {}

    /**
     * Returns IPv4 with dots, and IPv6 in brackets, with its longest run of zeros compressed (RFC 5952 section 4.2).
     */
    static String of(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + new IPv6Address(address.getAddress()).toCanonicalString() + "]"
                : address.getHostAddress();
    }
}
