package com.ingestlayer.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.event.Ids;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract of every {@link OversizedBodies}. */
public abstract class OversizedBodiesContract {
    protected abstract OversizedBodies bodies();

    private final Ids ids = new Ids(Clock.systemUTC(), new Random());

    @Test
    public void returnsTwoMegabytesUnchanged() {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "p", "d");
        String body = "ü€😀\"\\".repeat(180_000);
        bodies().put(key, body);
        assertThat(bodies().get(key)).hasValue(body);
    }

    @Test
    public void aSecondPutReplacesTheFirst() {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "p", "d");
        bodies().put(key, "x".repeat(700_000));
        bodies().put(key, "y".repeat(400_000));
        assertThat(bodies().get(key)).hasValue("y".repeat(400_000));
    }

    @Test
    public void bodiesAreScopedToTheDestination() {
        DeliveryKey key = new DeliveryKey(ids.fresh(), "p", "d");
        bodies().put(key, "x");
        assertThat(bodies().get(new DeliveryKey(key.eventId(), "p", "d2"))).isEmpty();
    }
}
