package com.ingestlayer.ip;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/** Parses numeric IP addresses. It makes no DNS lookups. */
public final class IpAddress {
    /** Checked first, because the library ignores white space around an address and reads texts of any length. */
    private static final Pattern CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /** The maximum length of an IPv4 address at the end of an IPv6 address. */
    private static final int MAX_V4_LENGTH = 15;

    private static final IPAddressStringParameters FORM = form();

    private IpAddress() {}

    /**
     * Returns the address; empty if the text is not one. IPv4 addresses are four decimal numbers; an IPv4-mapped IPv6
     * address is returned as an IPv4 address.
     */
    public static Optional<InetAddress> parse(String text) {
        return read(text).map(IPAddress::toInetAddress);
    }

    static Optional<IPAddress> read(String text) {
        boolean tooLongAtTheEnd = text.indexOf('.') >= 0 && text.length() - text.lastIndexOf(':') - 1 > MAX_V4_LENGTH;
        if (tooLongAtTheEnd || !CHARACTERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            IPAddress address = new IPAddressString(text, FORM).toAddress();
            return Optional.of(
                    address.isIPv6() && address.toIPv6().isIPv4Mapped()
                            ? address.toIPv6().getEmbeddedIPv4Address()
                            : address);
        } catch (AddressStringException | IncompatibleAddressException noAddress) {
            return Optional.empty();
        }
    }

    /** Returns the address as IPv6: an IPv4 address is mapped to {@code ::ffff:0:0/96} as in RFC 4291. */
    static IPv6Address asV6(IPAddress address) {
        return address.isIPv4() ? address.toIPv4().getIPv4MappedAddress() : address.toIPv6();
    }

    /** Returns the address as {@link #asV6(IPAddress)} does. The zone of a link-local address is ignored. */
    static IPv6Address asV6(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? new IPv4Address(bytes).getIPv4MappedAddress() : new IPv6Address(bytes);
    }

    /** Accepts one whole address as in RFC 4291 section 2.2, and none of the other forms that the library can read. */
    private static IPAddressStringParameters form() {
        IPAddressStringParameters.Builder form = new IPAddressStringParameters.Builder()
                .allowEmpty(false)
                .allowAll(false)
                .allowSingleSegment(false)
                .allowPrefix(false)
                .allowPrefixOnly(false)
                .allowMask(false)
                .allowWildcardedSeparator(false)
                .allow_inet_aton(false)
                .setRangeOptions(RangeParameters.NO_RANGE);
        form.getIPv4AddressParametersBuilder().allowBinary(false).allowLeadingZeros(false);
        form.getIPv6AddressParametersBuilder()
                .allowBase85(false)
                .allowZone(false)
                .allowBinary(false)
                .allow_mixed_inet_aton(false)
                .allowUnlimitedLeadingZeros(true)
                .getEmbeddedIPv4AddressParametersBuilder()
                .allowBinary(false)
                .allowUnlimitedLeadingZeros(true);
        return form.toParams();
    }
}
