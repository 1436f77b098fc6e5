package com.ingestlayer.ip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses that are written as numbers. */
public final class IpAddress {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

    /** Not exact, but has nothing in it that could be a host's name. */
    private static final Pattern LIKE_V6 = Pattern.compile("(?=[0-9a-fA-F]*:)[0-9a-fA-F:.]{2,45}");

    private IpAddress() {}

    /** The address; empty when the text is none. IPv4 in four decimal numbers; an IPv4-mapped IPv6 address is an IPv4 one. */
    public static Optional<InetAddress> parse(String text) {
        if (!V4.matcher(text).matches() && !LIKE_V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)); // of a number this asks no DNS
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
