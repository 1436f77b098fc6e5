package com.ingestlayer.signature;

import java.time.Instant;

/** How the signatures of one scheme are checked. Every comparison takes the same time whatever differs. Thread-safe. */
interface Verifier {
    /** @throws InvalidSignatureException unless the body, as these bytes, was signed with the secret and is not stale */
    void verify(Headers headers, byte[] body, SigningSecret secret, Instant now) throws InvalidSignatureException;
}
