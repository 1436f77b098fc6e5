package com.ingestlayer.delivery;

/** Is told of each attempt, for operators to see. Never throws. Thread-safe. */
public interface DeliveryListener {
    /** Told when an attempt is over, before it is recorded. */
    void attempted(AttemptReport report);
}
