package com.ingestlayer.aws.api;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One AWS service, in one region. Thread-safe. */
@FunctionalInterface
public interface AwsService {
    /**
     * Makes one call, and makes it again where that may help.
     *
     * @param operation such as {@code GetItem}
     * @param request as the service's API reference shows it
     * @return the answer; an empty object for none
     * @throws AwsRefusedException when the service answered with an error
     * @throws AwsException when no answer came
     */
    ObjectNode call(String operation, ObjectNode request);
}
