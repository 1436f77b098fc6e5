package com.ingestlayer.event;

import java.util.Optional;

/**
 * The source of events that an agent sends to one pipeline by its name: {@code agent/<name of its key>/<pipeline>}. So an
 * idempotency key means one event for each agent and pipeline, and an event that is stored tells which pipeline takes it.
 */
public final class AgentSource {
    /** What every such source begins with, and the kind of agents' keys. */
    public static final String KIND = "agent";

    private static final String PREFIX = KIND + "/";

    private AgentSource() {}

    /** @param pipeline has no slash, as no pipeline's name has one */
    public static String of(String key, String pipeline) {
        return PREFIX + key + "/" + pipeline;
    }

    /** The pipeline that was named; empty for every other source. */
    public static Optional<String> pipelineOf(String source) {
        int end = source.startsWith(PREFIX) ? source.lastIndexOf('/') : -1;
        return end >= PREFIX.length() ? Optional.of(source.substring(end + 1)) : Optional.empty();
    }
}
