package com.ingestlayer.delivery;

/** Receives a report of each attempt, for operators to see. Implementations never throw and are thread-safe. */
public interface DeliveryListener {
    /** Called after an attempt has ended, before it is recorded. */
    void attempted(AttemptReport report);
}
