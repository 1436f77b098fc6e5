package com.ingestlayer.cli;

import com.ingestlayer.MutableClock;
import com.ingestlayer.access.InMemoryKeyRegistry;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.deadletter.InMemoryDeadLetterQueue;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.dispatch.InMemoryDeliveryQueue;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.InMemoryDeadDeliveries;
import com.ingestlayer.history.InMemoryEventHistory;
import com.ingestlayer.ingest.InMemoryEventStore;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.InMemorySecrets;
import com.ingestlayer.source.InMemorySourceRegistry;
import java.time.Instant;
import java.util.Optional;

/** An in-memory stack. */
public final class InMemoryStack implements Stack {
    public final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    public final InMemoryDeadLetterQueue deadLetterQueue = new InMemoryDeadLetterQueue(clock);
    public final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    public final InMemoryKeyRegistry keys = new InMemoryKeyRegistry();
    public final InMemorySourceRegistry sources = new InMemorySourceRegistry();
    public final InMemorySecrets secrets = new InMemorySecrets();
    public final FailingEntities entities = new FailingEntities();
    public final InMemoryEventStore eventLog = new InMemoryEventStore();
    public final InMemoryDeliveryRecords deliveries = new InMemoryDeliveryRecords();

    @Override
    public InMemoryKeyRegistry keys() {
        return keys;
    }

    @Override
    public InMemorySourceRegistry sources() {
        return sources;
    }

    @Override
    public InMemorySecrets secrets() {
        return secrets;
    }

    @Override
    public FailingEntities entities() {
        return entities;
    }

    @Override
    public InMemoryEventHistory events() {
        return new InMemoryEventHistory(eventLog, deliveries);
    }

    @Override
    public DeadLetters deadLetters() {
        return new DeadLetters(deadLetterQueue, deliveries, clock);
    }

    @Override
    public DeliveryRecords deliveries() {
        return deliveries;
    }

    @Override
    public DeadDeliveries deadDeliveries() {
        return new InMemoryDeadDeliveries(deliveries);
    }

    @Override
    public DeliveryQueue queue() {
        return queue;
    }

    @Override
    public EntityLookup entityLookup() {
        return entities;
    }

    @Override
    public LanguageModel model() {
        return LanguageModel.NONE;
    }

    @Override
    public Optional<String> webhookUrl() {
        return Optional.of("https://receiver.example/hooks");
    }

    @Override
    public Optional<String> apiUrl() {
        return Optional.of("https://api.example");
    }
}
