package com.ingestlayer.signature;

import java.time.Instant;

/** Verifies the signatures of one scheme. Comparisons take constant time. Implementations are thread-safe. */
interface Verifier {
    /**
     * @throws InvalidSignatureException unless these exact bytes were signed with the secret and the signature is
     *     recent
     */
    void verify(Headers headers, byte[] body, SigningSecret secret, Instant now) throws InvalidSignatureException;
}
