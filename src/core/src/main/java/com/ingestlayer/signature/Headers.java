package com.ingestlayer.signature;

import java.util.Optional;

/** The headers of a request that came in. */
@FunctionalInterface
public interface Headers {
    /**
     * A header's value, which whoever handed the request on may have joined from several, or split and joined again, with
     * commas.
     *
     * @param lowerCaseName names are compared without case (RFC 9110 section 5.1), so they are looked up in lower case
     */
    Optional<String> value(String lowerCaseName);
}
