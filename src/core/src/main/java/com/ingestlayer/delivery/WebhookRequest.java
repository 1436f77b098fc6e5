package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One POST, signed and ready.
 *
 * @param body the very bytes that were signed
 */
public record WebhookRequest(String url, Map<String, String> headers, byte[] body) {
    public WebhookRequest {
        requireNonNull(url, "url is null");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(body, "body is null");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookRequest that
                && url.equals(that.url)
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return url.hashCode() * 31 + Arrays.hashCode(body);
    }

    /** Without headers and body, which hold signatures and customers' data. */
    @Override
    public String toString() {
        return "WebhookRequest[" + url + ", " + body.length + " bytes]";
    }
}
