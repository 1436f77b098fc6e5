package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One POST, signed and ready.
 *
 * @param body these very characters in UTF-8 were signed
 */
public record WebhookRequest(String url, Map<String, String> headers, String body) {
    public WebhookRequest {
        requireNonNull(url, "url is null");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body is null");
    }

    /** The same request with one header more. */
    WebhookRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebhookRequest(url, more, body);
    }

    /** Without headers and body, which hold proofs and customers' data. */
    @Override
    public String toString() {
        return "WebhookRequest[" + url + "]";
    }
}
