package com.ingestlayer.source;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.Sender;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A foreign system that sends webhooks here. Neither its token nor its secret is stored here.
 *
 * @param name 1 to 64 lower-case letters, digits and -; also the name of its secret
 * @param paused whether its webhooks are currently refused
 * @param rateLimit the rate limit; empty for none
 */
public record WebhookSource(String name, SourceAuth auth, boolean paused, Optional<RateLimit> rateLimit) {
    /** The kind of every such source, and the prefix of the type of events that name none. */
    public static final String KIND = "webhook.in";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    public WebhookSource {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a source's name: " + name);
        }
        requireNonNull(auth, "auth is null");
        requireNonNull(rateLimit, "rateLimit is null");
    }

    /** Returns the sender that its token identifies; the source of its events is {@code webhook.in/<name>}. */
    public Sender sender() {
        return new Sender(KIND + "/" + name, "source#" + name, rateLimit);
    }
}
