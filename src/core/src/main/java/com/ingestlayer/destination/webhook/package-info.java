/**
 * The kind {@code webhook.out}: a POST to a URL, signed or with a bearer token.
 */
package com.ingestlayer.destination.webhook;
