package com.ingestlayer.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The function's answer to Lambda.
 *
 * @param body the body, or empty if there was none
 * @param text the whole answer
 */
record LambdaAnswer(int status, Map<String, String> headers, ObjectNode body, String text) {
    static LambdaAnswer read(String text) {
        JsonNode json = Json.read(text);
        Map<String, String> headers = new HashMap<>();
        json.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        return new LambdaAnswer(
                json.path("statusCode").intValue(),
                headers,
                Optional.ofNullable(json.path("body").textValue())
                        .map(body -> (ObjectNode) Json.read(body))
                        .orElseGet(Json::object),
                text);
    }
}
