package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One POST, signed and ready to be sent. Immutable as long as nobody writes to its body. */
public final class WebhookRequest {
    private final String url;
    private final Map<String, String> headers;
    private final byte[] body;

    /** @param body the exact bytes that were signed; they are not copied */
    public WebhookRequest(String url, Map<String, String> headers, byte[] body) {
        this.url = requireNonNull(url, "url is null");
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = requireNonNull(body, "body is null");
    }

    public String url() {
        return url;
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the bytes to send, which callers must not change. */
    public byte[] body() {
        return body;
    }

    /** Returns the same request with one more header. */
    WebhookRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebhookRequest(url, more, body);
    }

    /** Omits headers and body, which contain credentials and customers' data. */
    @Override
    public String toString() {
        return "WebhookRequest[" + url + "]";
    }
}
