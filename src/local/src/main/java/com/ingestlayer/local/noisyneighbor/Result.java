package com.ingestlayer.local.noisyneighbor;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What was measured.
 *
 * @param quiet latencies of the destinations that never hang, while none hangs
 * @param hanging latencies of the same destinations, while one hangs
 * @param quietBatches most batches under way at once, while none hangs
 * @param hangingBatches the same, while one hangs
 */
record Result(Load load, Latencies quiet, Latencies hanging, int quietBatches, int hangingBatches) {
    /** How much longer the slowest in a hundred may take when one destination hangs. */
    static final double MOST = 2;

    Result {
        requireNonNull(load, "load is null");
        requireNonNull(quiet, "quiet is null");
        requireNonNull(hanging, "hanging is null");
    }

    double ratio(int percent) {
        return (double) hanging.percentile(percent).toNanos()
                / quiet.percentile(percent).toNanos();
    }

    boolean isFair() {
        return ratio(99) <= MOST;
    }

    String text() {
        int others = load.destinations() - 1;
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d destinations, %d events/s, at most %d batches under way at once%n",
                load.destinations(),
                load.perSecond(),
                load.concurrency()));
        text.append(String.format(
                Locale.ROOT, "%-38s %12s %12s %8s%n", "of the other " + others, "none hangs", "one hangs", "ratio"));
        text.append(String.format(
                Locale.ROOT, "%-38s %,12d %,12d%n", "deliveries measured", quiet.count(), hanging.count()));
        for (int percent : new int[] {50, 99}) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-38s %,12d %,12d %8.2f%n",
                    "p" + percent + ", ms from received to arrived",
                    quiet.percentile(percent).toMillis(),
                    hanging.percentile(percent).toMillis(),
                    ratio(percent)));
        }
        text.append(String.format(
                Locale.ROOT, "%-38s %,12d %,12d%n", "most batches under way at once", quietBatches, hangingBatches));
        if (!isFair()) {
            text.append(String.format(Locale.ROOT, "! p99 is more than %.0f times as long%n", MOST));
        }
        return text.toString();
    }
}
