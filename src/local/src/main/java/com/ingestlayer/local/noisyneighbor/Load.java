package com.ingestlayer.local.noisyneighbor;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What flows through the stack.
 *
 * @param destinations how many there are, each with an equal part of the load
 * @param perSecond events a second, all destinations together
 * @param concurrency how many batches may be under way at once
 * @param measured how long each of the two loads is measured
 */
record Load(int destinations, int perSecond, int concurrency, Duration measured) {
    Load {
        if (destinations < 2 || perSecond < 1 || concurrency < 1) {
            throw new IllegalArgumentException("expected two destinations, one event a second and one batch, or more");
        }
        requireNonNull(measured, "measured is null");
    }
}
