package com.ingestlayer.cli;

import com.ingestlayer.MutableClock;
import com.ingestlayer.archive.DeadDeliveries;
import com.ingestlayer.archive.InMemoryDeadDeliveries;
import com.ingestlayer.archive.InMemoryEventArchive;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.deadletter.InMemoryDeadLetterQueue;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.InMemoryDeliveryRecords;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.ingest.DeliveryQueue;
import com.ingestlayer.ingest.InMemoryDeliveryQueue;
import com.ingestlayer.ingest.InMemoryEventLog;
import com.ingestlayer.ingest.InMemoryKeyRegistry;
import com.ingestlayer.ingest.InMemorySourceRegistry;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.InMemorySecrets;
import java.time.Instant;
import java.util.Optional;

/** A stack in memory. */
public final class InMemoryStack implements Stack {
    public final MutableClock clock = new MutableClock(Instant.parse("2026-01-31T10:00:00Z"));
    public final InMemoryDeadLetterQueue deadLetterQueue = new InMemoryDeadLetterQueue(clock);
    public final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue();
    public final InMemoryKeyRegistry keys = new InMemoryKeyRegistry();
    public final InMemorySourceRegistry sources = new InMemorySourceRegistry();
    public final InMemorySecrets secrets = new InMemorySecrets();
    public final FailingEntities entities = new FailingEntities();
    public final InMemoryEventLog eventLog = new InMemoryEventLog();
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
    public InMemoryEventArchive events() {
        return new InMemoryEventArchive(eventLog, deliveries);
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
