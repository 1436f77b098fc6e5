package com.ingestlayer.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads lists whose items are all of one kind. */
public final class YamlList {
    private YamlList() {}

    /** Returns all items; empty, with problems added, if an item is wrong or the list is empty. */
    public static <T> Optional<List<T>> read(YamlValue value, String expected, Function<YamlValue, Optional<T>> read) {
        return value.asList(expected).flatMap(items -> {
            List<Optional<T>> all = items.map(read).toList();
            if (all.isEmpty()) {
                value.refuse("an empty list, expected " + expected);
            }
            List<T> valid = new ArrayList<>();
            all.forEach(item -> item.ifPresent(valid::add));
            return !all.isEmpty() && valid.size() == all.size() ? Optional.of(valid) : Optional.empty();
        });
    }
}
