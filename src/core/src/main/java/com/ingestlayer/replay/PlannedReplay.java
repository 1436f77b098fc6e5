package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.dispatch.DeliveryKey;

/**
 * A delivery that is to be sent again.
 *
 * @param replay the number of the run. It is fixed by the plan, so that executing the plan twice delivers once; 0 if
 *     the event was never delivered
 * @param dead whether its message may be in the dead-letter queue
 */
public record PlannedReplay(DeliveryKey key, int replay, boolean dead) {
    public PlannedReplay {
        requireNonNull(key, "key is null");
        if (replay < 0) {
            throw new IllegalArgumentException("replay is below 0: " + replay);
        }
    }
}
