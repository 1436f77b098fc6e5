package com.ingestlayer.access;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.AgentSource;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.request.Sender;
import java.util.Optional;
import java.util.Set;

/**
 * What a key may do. The key itself is nowhere.
 *
 * @param source the source its events come from, such as {@code sdk.event}
 * @param scopes such as {@code ingest}; those of an agent's key are {@code invoke:<pipeline>}, or {@code invoke:*} for every
 *     pipeline
 * @param rateLimit empty for none
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

    /** Who sends with this key; a key that takes another's name takes its rate limit's bucket too. */
    public Sender sender() {
        return sender(source);
    }

    /** Who sends to this pipeline by its name. */
    public Sender senderTo(String pipeline) {
        return sender(AgentSource.of(name, pipeline));
    }

    private Sender sender(String from) {
        return new Sender(from, "key#" + name, rateLimit);
    }

    /** The scope of a key with which this pipeline, or {@code *} for every one, may be invoked. */
    public static String invoke(String pipeline) {
        return INVOKE + pipeline;
    }

    /** Whether it is an agent's. */
    public boolean isAgents() {
        return scopes.stream().anyMatch(scope -> scope.startsWith(INVOKE));
    }

    boolean mayInvoke(String pipeline) {
        return scopes.contains(invoke(pipeline)) || scopes.contains(invoke(EVERY_PIPELINE));
    }
}
