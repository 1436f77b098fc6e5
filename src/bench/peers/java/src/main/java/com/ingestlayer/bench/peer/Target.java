package com.ingestlayer.bench.peer;

import java.net.URI;

/** Where webhooks go. */
final class Target {
    static final String URL = System.getenv("WEBHOOK_URL");

    /** What people may see of it: its origin, and whether there is more behind it. */
    static final String TEXT = textOf(URI.create(URL));

    private Target() {}

    private static String textOf(URI url) {
        String origin = url.getScheme() + "://" + url.getRawAuthority();
        boolean plain = (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) && url.getRawQuery() == null;
        return plain ? origin : origin + "/…";
    }
}
