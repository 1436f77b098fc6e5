package com.ingestlayer.delivery;

import java.util.Locale;

/** The status of a delivery. */
public enum DeliveryStatus {
    /**
     * The delivery is queued and no attempt is recorded yet. This status is never stored: a delivery without a record
     * is pending.
     */
    PENDING,
    DELIVERED,
    /** At least one attempt failed, and the next one is planned. */
    RETRYING,
    /** Every attempt failed, and the message is in the dead-letter queue. */
    DEAD;

    /** Returns the status as it is written in tables, responses and logs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
