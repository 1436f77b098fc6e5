package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer: {@code {"data": …}} or {@code {"error": {"code", "message", "details"}}}.
 *
 * @param body an empty object stands for no body
 */
record HttpAnswer(int status, Map<String, String> headers, ObjectNode body) {
    HttpAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /** 204: done, and there is nothing to say. */
    static HttpAnswer noContent() {
        return new HttpAnswer(204, Map.of(), Json.object());
    }

    static HttpAnswer data(int status, JsonNode data) {
        ObjectNode body = Json.object();
        body.set("data", data);
        return new HttpAnswer(status, Map.of(), body);
    }

    /**
     * A refusal.
     *
     * @param code one word for programs
     * @param message one sentence for people
     */
    static HttpAnswer error(int status, String code, String message, List<Violation> details) {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error");
        error.put("code", code);
        error.put("message", message);
        if (!details.isEmpty()) {
            var list = error.putArray("details");
            details.forEach(detail ->
                    list.addObject().put("path", detail.path().toString()).put("message", detail.message()));
        }
        return new HttpAnswer(status, Map.of(), body);
    }

    HttpAnswer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpAnswer(status, more, body);
    }

    /** @param delay told in whole seconds, never less than asked for */
    HttpAnswer withRetryAfter(Duration delay) {
        return withHeader(
                "retry-after", Long.toString(delay.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /** The answer as API Gateway takes it from a function. */
    String toLambdaResponse() {
        ObjectNode response = Json.object();
        response.put("statusCode", status);
        ObjectNode sent = response.putObject("headers");
        if (!body.isEmpty()) {
            sent.put("content-type", "application/json");
            response.put("body", Json.write(body));
        }
        headers.forEach(sent::put);
        response.put("isBase64Encoded", false);
        return Json.write(response);
    }
}
