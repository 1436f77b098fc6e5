/**
 * The kind {@code webhook.out}: a POST to a URL, signed or with a bearer token. It reads the configuration and computes
 * the authentication headers from given secrets; it sends nothing and looks up no secret.
 */
package com.ingestlayer.destination.webhook;
