package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ip.AddressRange;
import com.ingestlayer.ip.IpAddress;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * One entry of {@code NO_PROXY}: {@code *}, a host including its subdomains (a leading dot makes no difference), an
 * address, or a CIDR block. A host or an address may be followed by a port. Thread-safe.
 */
record NoProxyRule(String host, Optional<AddressRange> block, Optional<Integer> port) {
    private static final Pattern BLOCK = Pattern.compile("[0-9A-Fa-f:.]+/[0-9]{1,3}");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:]+):([0-9]{1,5})");

    NoProxyRule {
        requireNonNull(host, "host is null");
        requireNonNull(block, "block is null");
        requireNonNull(port, "port is null");
    }

    /** Parses an entry. Every text is valid: one without a meaning is a host that never occurs. */
    static NoProxyRule of(String entry) {
        if (BLOCK.matcher(entry).matches()) {
            return new NoProxyRule(entry, AddressRange.parse(entry), Optional.empty());
        }
        Matcher withPort = WITH_PORT.matcher(entry);
        boolean hasPort = withPort.matches();
        String host = hasPort ? withPort.group(1) : entry;
        return new NoProxyRule(
                plain(host),
                address(host).flatMap(only -> AddressRange.parse(only.getHostAddress())),
                hasPort ? Optional.of(Integer.parseInt(withPort.group(2))) : Optional.empty());
    }

    /** Returns whether requests to the target bypass the proxy. */
    boolean takes(HttpHost target) {
        int targetPort = target.getPort() >= 0
                ? target.getPort()
                : target.getSchemeName().equals("https") ? 443 : 80;
        if (port.filter(only -> only != targetPort).isPresent()) {
            return false;
        }
        String name = plain(target.getHostName());
        Optional<InetAddress> address = address(name);
        return block.isPresent()
                ? address.filter(block.get()::contains).isPresent()
                : host.equals("*") || name.equals(host) || (address.isEmpty() && name.endsWith("." + host));
    }

    /** Returns whether the target is a name or an address of this machine. */
    static boolean isThisMachine(HttpHost target) {
        String name = plain(target.getHostName());
        return name.equals("localhost")
                || address(name).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /**
     * Returns the address that a text denotes, with or without brackets, or empty for a name. There is no DNS lookup.
     */
    private static Optional<InetAddress> address(String text) {
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        return IpAddress.parse(inBrackets ? text.substring(1, text.length() - 1) : text);
    }

    private static String plain(String host) {
        return host.toLowerCase(Locale.ROOT).replaceAll("^\\.|\\.$", "");
    }
}
