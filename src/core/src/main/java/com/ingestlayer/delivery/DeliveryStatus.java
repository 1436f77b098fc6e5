package com.ingestlayer.delivery;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Queued, no attempt recorded yet; never stored, because a delivery without a record is pending. */
    PENDING,
    DELIVERED,
    /** Failed at least once; the next attempt is planned. */
    RETRYING,
    /** Every attempt failed; the message is in the dead-letter queue. */
    DEAD;

    /** The word in tables, answers and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
