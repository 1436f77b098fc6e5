/**
 * Events, their ids, and the declarations of what their payloads must look like. It checks JSON trees that
 * {@code ingest} has parsed, and hands events on to {@code pipeline}. It never reads the clock and never creates random
 * numbers except through what the caller passes in.
 */
package com.ingestlayer.event;
