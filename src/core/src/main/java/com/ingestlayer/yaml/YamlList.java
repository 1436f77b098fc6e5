package com.ingestlayer.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads lists whose items are all read the same way. */
public final class YamlList {
    private YamlList() {}

    /** Every item; empty, with problems added, when one is wrong or there is none. */
    public static <T> Optional<List<T>> read(YamlValue value, String expected, Function<YamlValue, Optional<T>> read) {
        return value.asList(expected).flatMap(items -> {
            List<Optional<T>> all = items.map(read).toList();
            if (all.isEmpty()) {
                value.refuse("an empty list, expected " + expected);
            }
            List<T> right = new ArrayList<>();
            all.forEach(item -> item.ifPresent(right::add));
            return !all.isEmpty() && right.size() == all.size() ? Optional.of(right) : Optional.empty();
        });
    }
}
