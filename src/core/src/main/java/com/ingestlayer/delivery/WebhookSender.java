package com.ingestlayer.delivery;

/** Sends one POST over the network. Implementations are thread-safe. */
public interface WebhookSender {
    /**
     * Sends the request and waits a bounded time for the whole response. Redirects are not followed. Every failure to
     * get a response is a {@link Reply.NotAnswered}; this method does not throw for it.
     */
    Reply post(WebhookRequest request);
}
