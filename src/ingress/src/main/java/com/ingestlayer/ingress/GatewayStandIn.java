package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Adapts the events of Quarkus' stand-in for API Gateway in dev mode and in tests. Unlike API Gateway, the stand-in
 * does not decode the path, keeps the case of header names, and does not parse the query.
 */
final class GatewayStandIn {
    private GatewayStandIn() {}

    /**
     * Returns whether the stand-in has sent an event. API Gateway names the version of the format; the stand-in does
     * not.
     */
    static boolean sent(APIGatewayV2HTTPEvent event) {
        return event.getVersion() == null && event.getRawPath() != null;
    }

    /** Returns the event as API Gateway would have sent it. */
    static APIGatewayV2HTTPEvent asOfGateway(APIGatewayV2HTTPEvent event) {
        return APIGatewayV2HTTPEvent.builder()
                .withVersion("2.0")
                .withRequestContext(event.getRequestContext())
                .withRawPath(decode(event.getRawPath().replace("+", "%2B")))
                .withRawQueryString(event.getRawQueryString())
                .withQueryStringParameters(parameters(event.getRawQueryString()))
                .withHeaders(lowerCase(event.getHeaders()))
                .withCookies(event.getCookies())
                .withBody(event.getBody())
                .withIsBase64Encoded(event.getIsBase64Encoded())
                .build();
    }

    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> lower = new TreeMap<>();
        Optional.ofNullable(headers)
                .orElse(Map.of())
                .forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 1 ? "" : decode(parts[1]);
                parameters.merge(decode(parts[0]), value, (one, other) -> one + "," + other);
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
