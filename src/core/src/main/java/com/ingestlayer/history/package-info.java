/**
 * Reads back what was accepted and what happened to it: the events that {@code ingest} committed, with the attempts
 * that {@code delivery} recorded. It writes nothing.
 */
package com.ingestlayer.history;
