package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Optional;

/**
 * What is needed of an API Gateway HTTP API event, payload format 2.0 (AWS: "Create AWS Lambda proxy integrations for
 * HTTP APIs"). Header names come in lower case there, repeated headers joined by commas.
 */
record HttpRequest(String method, String path, JsonNode headers, String rawBody, boolean base64) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    HttpRequest {
        requireNonNull(method, "method is null");
        requireNonNull(path, "path is null");
        requireNonNull(headers, "headers is null");
        requireNonNull(rawBody, "rawBody is null");
    }

    /** @throws IOException when the stream holds no such event, which no client can cause */
    static HttpRequest read(InputStream event) throws IOException {
        JsonNode json = MAPPER.readTree(event);
        JsonNode http = json.path("requestContext").path("http");
        if (!http.path("method").isTextual() || !json.path("rawPath").isTextual()) {
            throw new IOException("not an API Gateway HTTP API event of payload format 2.0");
        }
        return new HttpRequest(
                http.path("method").textValue(),
                json.path("rawPath").textValue(),
                json.path("headers"),
                json.path("body").asText(""),
                json.path("isBase64Encoded").asBoolean());
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.path(lowerCaseName).textValue());
    }

    /** How many bytes the sender sent, near enough to refuse what is far too large before it is decoded. */
    boolean bodyIsLargerThan(int bytes) {
        if (base64) {
            return rawBody.length() / 4L * 3 - 2 > bytes;
        }
        return rawBody.length() > bytes || (rawBody.length() > bytes / 3 && rawBody.getBytes(UTF_8).length > bytes);
    }

    /** @throws CharacterCodingException when the body is not UTF-8 */
    String body() throws CharacterCodingException {
        if (!base64) {
            return rawBody;
        }
        byte[] bytes = Base64.getDecoder().decode(rawBody);
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
