package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.ingestlayer.Utf8;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.RefusedException.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The resources' view of an API Gateway HTTP API event, payload format 2.0 (AWS: "Create AWS Lambda proxy
 * integrations for HTTP APIs"). In it, header names are in lower case, and repeated headers are joined by commas.
 */
record HttpRequest(APIGatewayV2HTTPEvent event) {
    /** The largest body of a request. A Lambda function receives at most 6 MB. */
    static final int MAX_BODY_BYTES = 5 * 1024 * 1024;

    HttpRequest {
        requireNonNull(event, "event is null");
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(event.getHeaders()).map(headers -> headers.get(lowerCaseName));
    }

    /** Returns the decoded query parameters. API Gateway joins the values of a repeated parameter by commas. */
    Map<String, String> query() {
        return Optional.ofNullable(event.getQueryStringParameters()).orElse(Map.of());
    }

    /** Returns the body as the event contains it: as text, or in base64. */
    String rawBody() {
        return Optional.ofNullable(event.getBody()).orElse("");
    }

    /**
     * Returns the body of a call that takes JSON.
     *
     * @throws RefusedException when the body is too large, has another content type, or is not UTF-8
     */
    String jsonBody() throws RefusedException {
        refuseLargeBody();
        Optional<String> contentType = header("content-type");
        if (contentType.isPresent() && !isJson(contentType.get())) {
            throw new RefusedException(
                    Reason.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.", List.of());
        }
        try {
            return body();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new RefusedException(
                    Reason.INVALID_JSON,
                    "The body could not be read as JSON.",
                    List.of(new Violation(JsonPath.ROOT, "not valid UTF-8")));
        }
    }

    /** @throws RefusedException when the body is larger than {@link #MAX_BODY_BYTES} */
    void refuseLargeBody() throws RefusedException {
        if (bodyIsLargerThan(MAX_BODY_BYTES)) {
            throw new RefusedException(
                    Reason.TOO_LARGE,
                    "The body is too large.",
                    List.of(new Violation(JsonPath.ROOT, "at most " + MAX_BODY_BYTES + " bytes are taken")));
        }
    }

    private static boolean isJson(String contentType) {
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        return mediaType.strip().equalsIgnoreCase("application/json");
    }

    /**
     * Estimates the size of the sent body, precisely enough to reject a body that is far too large before it is
     * decoded.
     */
    boolean bodyIsLargerThan(int bytes) {
        String rawBody = rawBody();
        if (event.getIsBase64Encoded()) {
            return rawBody.length() / 4L * 3 - 2 > bytes;
        }
        return rawBody.length() > bytes || (rawBody.length() > bytes / 3 && Utf8.length(rawBody) > bytes);
    }

    /**
     * Returns the exact bytes of the body, whatever its content type. Signatures are checked over these.
     *
     * @throws RefusedException when the body is too large
     */
    byte[] bodyBytes() throws RefusedException {
        refuseLargeBody();
        try {
            return event.getIsBase64Encoded() ? Base64.getDecoder().decode(rawBody()) : utf8(rawBody());
        } catch (CharacterCodingException | IllegalArgumentException e) {
            throw new RefusedException(Reason.INVALID_REQUEST, "The body could not be read.", List.of());
        }
    }

    /** @throws CharacterCodingException when the text contains an unpaired surrogate, which has no bytes */
    private static byte[] utf8(String text) throws CharacterCodingException {
        ByteBuffer bytes = UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        byte[] exact = new byte[bytes.remaining()];
        bytes.get(exact);
        return exact;
    }

    /** @throws CharacterCodingException when the body is not UTF-8 */
    String body() throws CharacterCodingException {
        if (!event.getIsBase64Encoded()) {
            return rawBody();
        }
        byte[] bytes = Base64.getDecoder().decode(rawBody());
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
