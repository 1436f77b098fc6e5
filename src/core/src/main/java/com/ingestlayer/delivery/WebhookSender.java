package com.ingestlayer.delivery;

/** Sends one POST over the network. Thread-safe. */
public interface WebhookSender {
    /**
     * Sends, follows no redirect, and waits for the whole answer for a bounded time. Whatever goes wrong is a
     * {@link Reply.NotAnswered}; this never throws for it.
     */
    Reply post(WebhookRequest request);
}
