package com.ingestlayer.event;

import java.util.Optional;

/**
 * The source name of the events that an agent sends to a pipeline by name: {@code agent/<name of its key>/<pipeline>}.
 * Because the source holds both names, an idempotency key identifies one event per agent and pipeline, and a stored
 * event says which pipeline takes it.
 */
public final class AgentSource {
    /** The first segment of every such source, and the kind of the API keys of agents. */
    public static final String KIND = "agent";

    private static final String PREFIX = KIND + "/";

    private AgentSource() {}

    /** @param pipeline the name of a pipeline, which never contains a slash */
    public static String of(String key, String pipeline) {
        return PREFIX + key + "/" + pipeline;
    }

    /** Returns the pipeline that the source names; empty for every source that is not an agent's. */
    public static Optional<String> pipelineOf(String source) {
        int end = source.startsWith(PREFIX) ? source.lastIndexOf('/') : -1;
        return end >= PREFIX.length() ? Optional.of(source.substring(end + 1)) : Optional.empty();
    }
}
