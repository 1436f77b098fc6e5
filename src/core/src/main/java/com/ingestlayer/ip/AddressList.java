package com.ingestlayer.ip;

import inet.ipaddr.ipv6.IPv6AddressAssociativeTrie;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Address blocks with a label each. A lookup follows the bits of the address through a trie, so its time does not
 * depend on the number or nesting of the blocks. The smallest block that contains the address determines the label.
 * Immutable and thread-safe.
 */
public final class AddressList {
    public static final AddressList EMPTY = new AddressList(List.of());

    /** Filled by the constructor, and only read afterwards. */
    private final IPv6AddressAssociativeTrie<String> labels = new IPv6AddressAssociativeTrie<>();

    /** A block and its label. */
    record Entry(AddressRange range, String label) {}

    /** Creates a list. If two blocks are equal, the first one is used. */
    AddressList(Collection<Entry> entries) {
        entries.forEach(entry -> labels.remapIfAbsent(entry.range().block(), entry::label, false));
    }

    public boolean isEmpty() {
        return labels.isEmpty();
    }

    /** Returns the label of the smallest block that contains the address. */
    Optional<String> find(InetAddress address) {
        return Optional.ofNullable(labels.longestPrefixMatchNode(IpAddress.asV6(address)))
                .map(block -> block.getValue());
    }
}
