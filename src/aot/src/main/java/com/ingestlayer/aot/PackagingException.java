package com.ingestlayer.aot;

/** A package could not be made; the message says why, and what to do. */
public final class PackagingException extends Exception {
    PackagingException(String message) {
        super(message);
    }
}
