package com.ingestlayer.bench.peer;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** A request is refused. The exception holds everything that the sender needs to correct it. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    final int status;
    final String code;
    final transient ArrayNode details;

    Refused(int status, String code, String message, ArrayNode details) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.details = details;
    }

    Refused(int status, String code, String message) {
        this(status, code, message, Json.MAPPER.createArrayNode());
    }
}
