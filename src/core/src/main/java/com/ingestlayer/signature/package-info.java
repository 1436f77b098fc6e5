/**
 * Signs the webhooks that go out, and verifies those that come in by the scheme of their sender. A secret and the body's
 * very bytes come in; a header value goes out, or the reason why a signature is refused. Times are given, never read here;
 * secrets are looked up by whoever calls.
 */
package com.ingestlayer.signature;
