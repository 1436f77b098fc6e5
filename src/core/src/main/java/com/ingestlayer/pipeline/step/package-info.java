/**
 * The steps of a pipeline, one file per kind, and what they run on: the event and the findings so far
 * ({@link com.ingestlayer.pipeline.step.EventContext}), the lookups of a step outside the event
 * ({@link com.ingestlayer.pipeline.step.Lookup}), and the services that answer them
 * ({@link com.ingestlayer.pipeline.step.LookupService}). A step never calls a service itself and knows nothing of other
 * events.
 */
package com.ingestlayer.pipeline.step;
