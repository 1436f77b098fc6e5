/**
 * The steps of a pipeline, one file a kind, and what they run on: what is known of an event
 * ({@link com.ingestlayer.pipeline.step.EventContext}), what a step looks up outside of the event
 * ({@link com.ingestlayer.pipeline.step.Lookup}) and who answers ({@link com.ingestlayer.pipeline.step.StepServices}).
 */
package com.ingestlayer.pipeline.step;
