/**
 * Runs accepted events through pipelines: finds the pipelines that take an event, runs their steps, and renders the
 * body for each destination. Events come in by the batch; rendered deliveries go out. It reaches the outside only
 * through {@link com.ingestlayer.pipeline.step.StepServices}, and calls no queue and no table itself.
 */
package com.ingestlayer.pipeline;
