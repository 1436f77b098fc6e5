package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.IntStream;

/** The addresses of one IP version that start with the same bits. Thread-safe. */
public record AddressBlock(InetAddress first, int bits) {
    public AddressBlock {
        requireNonNull(first, "first is null");
    }

    /** @param first an address as text */
    public static AddressBlock of(String first, int bits) {
        return new AddressBlock(
                address(first).orElseThrow(() -> new IllegalArgumentException(first + " is no address")), bits);
    }

    /** The address that a text is, in brackets or not; empty when it is a name. Nothing is looked up. */
    public static Optional<InetAddress> address(String text) {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        return IpAddress.parse(inBrackets ? text.substring(1, text.length() - 1) : text);
    }

    public boolean contains(InetAddress address) {
        byte[] prefix = first.getAddress();
        byte[] given = address.getAddress();
        return prefix.length == given.length
                && IntStream.range(0, bits)
                        .allMatch(bit -> ((prefix[bit / 8] ^ given[bit / 8]) >> (7 - bit % 8) & 1) == 0);
    }
}
