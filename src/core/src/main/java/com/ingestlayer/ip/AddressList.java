package com.ingestlayer.ip;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks of addresses with a label each. A look-up is one binary search, however many blocks there are and however they lie
 * in one another; the smallest block that has the address gives the label. Thread-safe.
 */
public final class AddressList {
    public static final AddressList EMPTY = new AddressList(List.of());

    /** Parts that do not overlap, in their order. */
    private final List<Entry> parts;

    /** A block, or a part of one. */
    record Entry(AddressRange range, String label) {}

    AddressList(Collection<Entry> entries) {
        parts = entries.isEmpty() ? List.of() : flat(entries);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The label of the smallest block that has the address. */
    Optional<String> find(InetAddress address) {
        BigInteger number = AddressRange.number(address);
        int from = 0;
        int to = parts.size() - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            Entry part = parts.get(middle);
            if (number.compareTo(part.range().first()) < 0) {
                to = middle - 1;
            } else if (number.compareTo(part.range().last()) > 0) {
                from = middle + 1;
            } else {
                return Optional.of(part.label());
            }
        }
        return Optional.empty();
    }

    /** Blocks either lie apart or in one another: each is cut around those in it. Of two equal ones the first counts. */
    private static List<Entry> flat(Collection<Entry> entries) {
        Map<AddressRange, Entry> distinct = new LinkedHashMap<>();
        entries.forEach(entry -> distinct.putIfAbsent(entry.range(), entry));
        List<Entry> outerFirst = new ArrayList<>(distinct.values());
        outerFirst.sort(Comparator.comparing((Entry entry) -> entry.range().first())
                .thenComparing(entry -> entry.range().last(), Comparator.reverseOrder()));
        List<Entry> parts = new ArrayList<>();
        Deque<Entry> open = new ArrayDeque<>();
        for (Entry entry : outerFirst) {
            while (!open.isEmpty()
                    && open.peek().range().last().compareTo(entry.range().first()) < 0) {
                close(open, parts);
            }
            if (!open.isEmpty()) {
                Entry outer = open.peek();
                add(parts, outer, outer.range().first(), entry.range().first().subtract(BigInteger.ONE));
            }
            open.push(entry);
        }
        while (!open.isEmpty()) {
            close(open, parts);
        }
        return List.copyOf(parts);
    }

    /** The innermost block is over: what is left of it is a part, and the one around it goes on behind it. */
    private static void close(Deque<Entry> open, List<Entry> parts) {
        Entry entry = open.pop();
        add(parts, entry, entry.range().first(), entry.range().last());
        if (!open.isEmpty()) {
            Entry outer = open.pop();
            open.push(new Entry(
                    new AddressRange(
                            entry.range().last().add(BigInteger.ONE),
                            outer.range().last()),
                    outer.label()));
        }
    }

    private static void add(List<Entry> parts, Entry entry, BigInteger first, BigInteger last) {
        if (first.compareTo(last) <= 0) {
            parts.add(new Entry(new AddressRange(first, last), entry.label()));
        }
    }
}
