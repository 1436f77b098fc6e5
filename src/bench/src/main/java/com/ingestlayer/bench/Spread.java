package com.ingestlayer.bench;

import java.util.List;

/** Some measurements of the same thing. */
record Spread(List<Double> values) {
    Spread {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** The smallest value that at least 95 of 100 do not exceed (nearest rank). */
    double p95() {
        return values.get((int) Math.ceil(values.size() * 0.95) - 1);
    }
}
