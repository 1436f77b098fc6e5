package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer: {@code {"data": …}} or {@code {"error": {"code", "message", "details"}}}.
 *
 * @param status the HTTP status
 * @param headers the headers, with names in lower case
 * @param body the body; an empty object means no body
 */
record HttpAnswer(int status, Map<String, String> headers, ObjectNode body) {
    HttpAnswer {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /** Returns the answer 204. */
    static HttpAnswer noContent() {
        return new HttpAnswer(204, Map.of(), Json.object());
    }

    static HttpAnswer data(int status, JsonNode data) {
        ObjectNode body = Json.object();
        body.set("data", data);
        return new HttpAnswer(status, Map.of(), body);
    }

    /**
     * Returns an error.
     *
     * @param code one word for programs
     * @param message one sentence for people
     * @param details the mistakes found in the request
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

    /** @param delay the delay, rounded up to whole seconds */
    HttpAnswer withRetryAfter(Duration delay) {
        return withHeader(
                "retry-after", Long.toString(delay.plusSeconds(1).minusNanos(1).toSeconds()));
    }

    /**
     * Returns the answer for a resource to return. The content type is set as a string, because Quarkus REST would
     * add a charset otherwise.
     */
    Response toResponse() {
        Response.ResponseBuilder response = Response.status(status);
        if (!body.isEmpty()) {
            response.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                    .entity(Json.write(body).getBytes(UTF_8));
        }
        headers.forEach(response::header);
        return response.build();
    }

    /** Returns the answer in the format that API Gateway accepts from a function, for use outside a resource. */
    APIGatewayV2HTTPResponse toLambdaResponse() {
        Map<String, String> sent = new LinkedHashMap<>();
        if (!body.isEmpty()) {
            sent.put("content-type", MediaType.APPLICATION_JSON);
        }
        sent.putAll(headers);
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(sent)
                .withBody(body.isEmpty() ? null : Json.write(body))
                .build();
    }
}
