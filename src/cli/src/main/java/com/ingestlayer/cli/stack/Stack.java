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
 * The stack that commands work on. It is looked up when it is first needed, so every method may throw
 * {@link com.ingestlayer.cli.failure.CommandException}. The returned objects throw
 * {@link com.ingestlayer.UnavailableException} when a service does not answer.
 */
public interface Stack {
    KeyRegistry keys();

    SourceRegistry sources();

    /** Returns the secrets of {@link #sources()}, by the names of the sources. */
    SecretKeeper secrets();

    EntityStore entities();

    EventHistory events();

    /** Returns the dead-letter queue, which joins each message with the record of its delivery. */
    DeadLetters deadLetters();

    DeliveryRecords deliveries();

    DeadDeliveries deadDeliveries();

    /** Returns the deliveries queue. */
    DeliveryQueue queue();

    /** Returns the look-up with which pipelines read entities. */
    EntityLookup entityLookup();

    /** Returns the language model that pipelines call. */
    LanguageModel model();

    /** Returns the {@code WEBHOOK_URL} of the functions; empty when they have none. */
    Optional<String> webhookUrl();

    /** Returns the URL of the API, without a slash at the end; empty when the stack has no such output. */
    Optional<String> apiUrl();
}
