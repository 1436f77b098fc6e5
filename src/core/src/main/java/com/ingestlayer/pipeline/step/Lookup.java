package com.ingestlayer.pipeline.step;

/**
 * Something that a step must know from outside of its event before it can go on. The lookups of all events of a request are
 * made together, each once, so equal lookups must be equal by {@code equals}. Implementations are records beside the
 * {@link LookupService} that answers them.
 *
 * @param <A> the type of the answer
 */
public interface Lookup<A> {}
