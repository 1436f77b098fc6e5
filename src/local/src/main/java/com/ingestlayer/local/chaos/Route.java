package com.ingestlayer.local.chaos;

import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;

/** Where an event must go. */
record Route(String pipeline, String destination) {
    String deliveryOf(String eventId) {
        return Ids.delivery(new EventId(eventId), pipeline, destination);
    }
}
