package com.ingestlayer.dispatch;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.PrintableUrl;

/**
 * Where a delivery goes, for human readers. Nothing is ever sent to it, and it contains no secret: address and
 * credential are looked up in the configuration at each attempt.
 *
 * @param kind the kind of the destination, such as {@code webhook.out}
 * @param text the address in printable form, such as {@code https://hooks.acme.example/…}
 */
public record DeliveryTarget(String kind, String text) {
    public DeliveryTarget {
        requireNonNull(kind, "kind is null");
        requireNonNull(text, "text is null");
    }

    /** Returns the target of a webhook with this URL. */
    public static DeliveryTarget ofUrl(String url) {
        return new DeliveryTarget("webhook.out", PrintableUrl.of(url));
    }
}
