package com.ingestlayer.pipeline.step;

/**
 * Something that a step needs to know from outside of its event. The lookups of all events of a request are made
 * together, each one once, so implementations must define equality; they are records beside the {@link LookupService}
 * that answers them.
 *
 * @param <A> the type of the answer
 */
public interface Lookup<A> {}
