package com.ingestlayer.dispatch;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.PrintableUrl;

/**
 * Where a delivery goes, for people to read. It is never sent to, and holds no secret: address and credential are looked up
 * in the configuration at each attempt.
 *
 * @param kind of the destination, such as {@code webhook.out}
 * @param text such as {@code https://hooks.acme.example/…}
 */
public record DeliveryTarget(String kind, String text) {
    public DeliveryTarget {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    /** That of a webhook with this URL. */
    public static DeliveryTarget ofUrl(String url) {
        return new DeliveryTarget("webhook.out", PrintableUrl.of(url));
    }
}
