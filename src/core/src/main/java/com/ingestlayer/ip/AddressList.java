package com.ingestlayer.ip;

import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Blocks of addresses with a label each. A look-up follows the address's bits through a trie, however many blocks there are
 * and however they lie in one another; the smallest block that has the address gives the label. Thread-safe.
 */
public final class AddressList {
    public static final AddressList EMPTY = new AddressList(List.of());

    /** Filled when it is made, and only read afterwards. */
    private final IPv6AddressAssociativeTrie<String> labels = new IPv6AddressAssociativeTrie<>();

    /** A block and its label. */
    record Entry(AddressRange range, String label) {}

    /** Of two equal blocks the first counts. */
    AddressList(Collection<Entry> entries) {
        entries.forEach(entry -> labels.remapIfAbsent(entry.range().block(), entry::label, false));
    }

    public boolean isEmpty() {
        return labels.isEmpty();
    }

    /** The label of the smallest block that has the address. */
    Optional<String> find(InetAddress address) {
        return Optional.ofNullable(labels.longestPrefixMatchNode(IpAddress.asV6(address)))
                .map(block -> block.getValue());
    }
}
