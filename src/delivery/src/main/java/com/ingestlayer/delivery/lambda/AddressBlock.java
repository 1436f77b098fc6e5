package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The addresses of one IP version that start with the same bits. Thread-safe. */
record AddressBlock(InetAddress first, int bits) {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

    AddressBlock {
        requireNonNull(first, "first is null");
    }

    /** @param first an address as text */
    static AddressBlock of(String first, int bits) {
        return new AddressBlock(
                address(first).orElseThrow(() -> new IllegalArgumentException(first + " is no address")), bits);
    }

    /** The address that a text is, in brackets or not; empty when it is a name. Nothing is looked up. */
    static Optional<InetAddress> address(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress address) {
        byte[] prefix = first.getAddress();
        byte[] given = address.getAddress();
        return prefix.length == given.length
                && IntStream.range(0, bits)
                        .allMatch(bit -> ((prefix[bit / 8] ^ given[bit / 8]) >> (7 - bit % 8) & 1) == 0);
    }
}
