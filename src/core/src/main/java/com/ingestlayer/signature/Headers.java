package com.ingestlayer.signature;

import java.util.Optional;

/** The headers of a received request. */
@FunctionalInterface
public interface Headers {
    /**
     * Returns the value of a header. An intermediary may have joined it from several headers, or split it and joined it
     * again, with commas.
     *
     * @param lowerCaseName the name in lower case, because names are case-insensitive (RFC 9110 section 5.1)
     */
    Optional<String> value(String lowerCaseName);
}
