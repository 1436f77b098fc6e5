package com.ingestlayer.bench.peer;

import java.net.URI;

/** The target of the webhooks. */
final class Target {
    static final String URL = System.getenv("WEBHOOK_URL");

    /** The printable form: the origin, and a mark if there is more in the URL. */
    static final String TEXT = textOf(URI.create(URL));

    private Target() {}

    private static String textOf(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        boolean plain = (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) && url.getRawQuery() == null;
        return plain ? origin : origin + "/…";
    }
}
