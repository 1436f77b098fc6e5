package com.ingestlayer.access;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.AgentSource;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.Sender;
import java.util.Optional;
import java.util.Set;

/**
 * What an API key is allowed to do. The key itself is not stored.
 *
 * @param source the source of its events, such as {@code sdk.event}
 * @param scopes the scopes, such as {@code ingest}; those of an agent's key are {@code invoke:<pipeline>}, or
 *     {@code invoke:*} for every pipeline
 * @param rateLimit the rate limit; empty for none
 */
public record ApiKey(String name, String source, Set<String> scopes, Optional<RateLimit> rateLimit) {
    private static final String INVOKE = "invoke:";
    private static final String EVERY_PIPELINE = "*";

    public ApiKey {
        requireNonNull(name, "name is null");
        requireNonNull(source, "source is null");
        scopes = Set.copyOf(scopes);
        requireNonNull(rateLimit, "rateLimit is null");
    }

    /**
     * Returns the sender that this key identifies. A key that takes over another key's name also takes over its
     * rate-limit bucket.
     */
    public Sender sender() {
        return sender(source);
    }

    /** Returns the sender for events that this key sends to a pipeline by name. */
    public Sender senderTo(String pipeline) {
        return sender(AgentSource.of(name, pipeline));
    }

    private Sender sender(String from) {
        return new Sender(from, "key#" + name, rateLimit);
    }

    /** Returns the scope that allows to invoke this pipeline, or every pipeline if the name is {@code *}. */
    public static String invoke(String pipeline) {
        return INVOKE + pipeline;
    }

    /** Returns whether the key belongs to an agent. */
    public boolean isAgents() {
        return scopes.stream().anyMatch(scope -> scope.startsWith(INVOKE));
    }

    boolean mayInvoke(String pipeline) {
        return scopes.contains(invoke(pipeline)) || scopes.contains(invoke(EVERY_PIPELINE));
    }
}
