package com.ingestlayer.aws.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.util.Optional;

/** Reads the errors that services answer with (Smithy, "AWS JSON protocols", "Operation error serialization"). */
final class Refusals {
    private Refusals() {}

    static AwsRefusedException of(String service, String operation, SignedPost.Answer answer, byte[] bytes) {
        ObjectNode body;
        try {
            body = Json.read(bytes) instanceof ObjectNode object ? object : Json.object();
        } catch (IOException e) {
            body = Json.object(); // a proxy's page, or nothing at all
        }
        String type = Optional.ofNullable(body.path("__type").textValue())
                .or(answer::errorType)
                .orElse("");
        String message = body.path("message").asText(body.path("Message").asText());
        return new AwsRefusedException(
                service, operation, answer.status(), ErrorCodes.nameOf(type), firstLine(message), body);
    }

    /** Where a signature did not fit, the further lines quote the request's headers, session token included. */
    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
