package com.ingestlayer.ip;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/**
 * A block of addresses that share a prefix (RFC 4632). It is held as numbers, because a native program cannot be built with
 * addresses in its static fields. Thread-safe.
 *
 * @param first as an unsigned number of 128 bits; IPv4 addresses are where RFC 4291 maps them, {@code ::ffff:0:0/96}
 * @param last the last one, inclusive
 */
public record AddressRange(BigInteger first, BigInteger last) {
    private static final BigInteger MAPPED_V4 = BigInteger.valueOf(0xFFFF).shiftLeft(32);

    static BigInteger number(InetAddress address) {
        BigInteger number = new BigInteger(1, address.getAddress());
        return address instanceof Inet4Address ? number.or(MAPPED_V4) : number;
    }

    /** Like {@link #parse}, for a text that is known to be a block. */
    static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text + " is no block of addresses"));
    }

    public boolean contains(InetAddress address) {
        BigInteger number = number(address);
        return first.compareTo(number) <= 0 && number.compareTo(last) <= 0;
    }

    /** {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address; empty when the text is none of these. */
    public static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        return IpAddress.parse(slash < 0 ? text : text.substring(0, slash)).flatMap(address -> {
            int bits = address.getAddress().length * Byte.SIZE;
            if (slash < 0) {
                return Optional.of(of(address, bits));
            }
            String length = text.substring(slash + 1);
            return length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= bits
                    ? Optional.of(of(address, Integer.parseInt(length)))
                    : Optional.empty();
        });
    }

    private static AddressRange of(InetAddress address, int prefixLength) {
        int free = address.getAddress().length * Byte.SIZE - prefixLength;
        BigInteger first = number(address).shiftRight(free).shiftLeft(free);
        return new AddressRange(first, first.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE));
    }

    /** Whether the text was written with bits set that the prefix does not have: {@code 10.0.0.1/8}. */
    boolean beginsAt(String text) {
        int slash = text.indexOf('/');
        return IpAddress.parse(slash < 0 ? text : text.substring(0, slash))
                .map(address -> number(address).equals(first))
                .orElse(false);
    }
}
