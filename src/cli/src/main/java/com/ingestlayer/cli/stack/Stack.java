package com.ingestlayer.cli.stack;

import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.deadletter.DeadLetters;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.dispatch.DeliveryQueue;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.entity.EntityStore;
import com.ingestlayer.history.DeadDeliveries;
import com.ingestlayer.history.EventHistory;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.signature.SecretKeeper;
import com.ingestlayer.source.SourceRegistry;
import java.util.Optional;

/**
 * What commands work on, found when first asked for. Every method may throw
 * {@link com.ingestlayer.cli.failure.CommandException}; what it returns throws
 * {@link com.ingestlayer.UnavailableException}.
 */
public interface Stack {
    KeyRegistry keys();

    SourceRegistry sources();

    /** The secrets of {@link #sources()}, by their names. */
    SecretKeeper secrets();

    EntityStore entities();

    EventHistory events();

    /** The dead-letter queue, each message with the record of its delivery. */
    DeadLetters deadLetters();

    DeliveryRecords deliveries();

    DeadDeliveries deadDeliveries();

    /** The deliveries queue. */
    DeliveryQueue queue();

    /** As pipelines read entities. */
    EntityLookup entityLookup();

    /** As pipelines ask it. */
    LanguageModel model();

    /** What the functions have as {@code WEBHOOK_URL}; empty when they have none. */
    Optional<String> webhookUrl();

    /** Where events are sent, without a slash at the end; empty when the stack does not say. */
    Optional<String> apiUrl();
}
