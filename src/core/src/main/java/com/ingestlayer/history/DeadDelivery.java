package com.ingestlayer.history;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.delivery.DeliveryStatus;

/** A delivery whose last attempt failed, and the type of its event. */
public record DeadDelivery(String eventType, DeliveryRecord record) {
    public DeadDelivery {
        requireNonNull(eventType, "eventType is null");
        requireNonNull(record, "record is null");
        if (record.status() != DeliveryStatus.DEAD || record.attempts().isEmpty()) {
            throw new IllegalArgumentException("delivery " + record.deliveryId() + " is not dead");
        }
    }

    /** Returns the last attempt, with its error and, if the receiver answered, its status. */
    public Attempt lastAttempt() {
        return record.attempts().get(record.attempts().size() - 1);
    }
}
