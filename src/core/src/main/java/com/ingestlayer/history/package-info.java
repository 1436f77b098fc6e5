/**
 * Reads back what was accepted and what became of it: the events that {@code ingest} committed, with the attempts that
 * {@code delivery} recorded. Writes nothing.
 */
package com.ingestlayer.history;
