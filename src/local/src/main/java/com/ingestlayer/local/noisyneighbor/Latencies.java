package com.ingestlayer.local.noisyneighbor;

import java.time.Duration;
import java.util.List;

/**
 * How long deliveries took.
 *
 * @param sorted shortest first
 */
record Latencies(List<Duration> sorted) {
    Latencies {
        sorted = sorted.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    int count() {
        return sorted.size();
    }

    /**
     * The smallest that is not shorter than this part of all (the nearest-rank method).
     *
     * @param percent from 1 to 100
     */
    Duration percentile(int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
