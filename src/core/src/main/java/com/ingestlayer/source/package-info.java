/**
 * Webhook sources: who may send webhooks, how each source authenticates itself, and how its requests become events.
 * Headers and raw bytes come in; an {@link com.ingestlayer.request.IncomingEvent} or a refusal goes out. It stores no
 * event and runs no pipeline.
 */
package com.ingestlayer.source;
