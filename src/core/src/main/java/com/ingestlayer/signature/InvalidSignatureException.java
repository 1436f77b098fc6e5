package com.ingestlayer.signature;

/** Thrown if a webhook does not prove where it comes from. The message tells its sender why and contains no secret. */
public final class InvalidSignatureException extends Exception {
    InvalidSignatureException(String message) {
        super(message, null, false, false); // an expected outcome, so no stack trace
    }

    static InvalidSignatureException missing(String header) {
        return new InvalidSignatureException("The " + header + " header is missing.");
    }

    static InvalidSignatureException malformed(String header, String expected) {
        return new InvalidSignatureException("The " + header + " header is malformed; expected " + expected + ".");
    }

    static InvalidSignatureException mismatch(String header) {
        return new InvalidSignatureException("The signature in the " + header
                + " header does not match: it was made with another secret, or what it signs was changed on the way.");
    }
}
