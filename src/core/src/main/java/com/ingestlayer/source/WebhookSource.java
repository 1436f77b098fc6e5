package com.ingestlayer.source;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.Sender;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody else's system that sends webhooks here. Its token and its secret are nowhere in it.
 *
 * @param name of 1 to 64 small letters, digits and -; also that of its secret
 * @param paused whether its webhooks are refused for now
 * @param rateLimit empty for none
 */
public record WebhookSource(String name, SourceAuth auth, boolean paused, Optional<RateLimit> rateLimit) {
    /** The kind of every such source, and the type of events that name none. */
    public static final String KIND = "webhook.in";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

    public WebhookSource {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a source's name: " + name);
        }
        requireNonNull(auth, "auth is null");
        requireNonNull(rateLimit, "rateLimit is null");
    }

    /** Who sends with its token: the source of the events is {@code webhook.in/<name>}. */
    public Sender sender() {
        return new Sender(KIND + "/" + name, "source#" + name, rateLimit);
    }
}
