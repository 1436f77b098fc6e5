/**
 * An event: its id, its own words, and the declaration that says what its payload must look like. Comes in as a checked
 * JSON tree from {@code ingest}; goes on to {@code pipeline}. Never reads a clock or makes a random number by itself.
 */
package com.ingestlayer.event;
