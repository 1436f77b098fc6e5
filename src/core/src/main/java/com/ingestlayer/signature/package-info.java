/**
 * Signs outgoing webhooks, and verifies incoming ones by the scheme of their sender. A secret and the exact bytes of
 * the body come in; a header value goes out, or the reason why a signature is refused. The package never reads the
 * clock, and callers look up the secrets.
 */
package com.ingestlayer.signature;
