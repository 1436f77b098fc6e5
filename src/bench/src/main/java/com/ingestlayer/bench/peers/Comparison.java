package com.ingestlayer.bench.peers;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares two functions that were given the same event.
 *
 * @param left the name of the first function, for people
 * @param right the name of the second function
 * @param since the time at which the comparison began, before either was called. Ids are derived from the day, so
 * both must be called on the same day (UTC).
 */
public record Comparison(String left, String right, Instant since) {
    public Comparison {
        requireNonNull(left, "left is null");
        requireNonNull(right, "right is null");
        requireNonNull(since, "since is null");
    }

    /** Returns what only one of them did, one sentence each; an empty list if they did the same. */
    public List<String> differences(Exchange ofLeft, Exchange ofRight) {
        Map<String, Integer> balance = new TreeMap<>();
        ofLeft.lines(since).forEach(line -> balance.merge(line, 1, Integer::sum));
        ofRight.lines(since).forEach(line -> balance.merge(line, -1, Integer::sum));
        List<String> differences = new ArrayList<>();
        balance.forEach((line, more) -> {
            if (more != 0) {
                int times = Math.abs(more);
                differences.add("only " + (more > 0 ? left : right) + (times == 1 ? "" : ", " + times + " times") + ": "
                        + line);
            }
        });
        return differences;
    }
}
